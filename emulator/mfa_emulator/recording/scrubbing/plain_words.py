"""Plain words of error texts: the only ones of a sentence that are kept, beside the vendor's own."""

_WORDS = """
a about above access account action active added address after again all allowed already also an and another any app
application applied are argument array as at attempt attempts attribute attributes authenticate authenticated
authenticating authentication authorization authorized awaiting bad be because been before being below between blank
body by call called calls can canceled cannot challenge changed channel character characters check client closed
code codes collection completed conflict contact contain contains content could create created credential
credentials data date day days deleted delivered denied device devices different disabled does done duplicate each
either email empty enabled enroll enrolled enrollment enter entity error errors exceeded exceeds exist existing
exists expected expired expires factor factors failed failure field fields first for forbidden format found from
future get given global greater group had has have header hour hours http id identifier if in incomplete incorrect
incorrectly inactive information input internal invalid is it its json key last later length less letters limit
limited list locked login long lower malformed many match matches matching max maximum may message messages method
mfa min minimum minute minutes missing model more most must name names need needs new no not nothing null number
numbers object of off old on once one only operation or order other otp out over page parameter parameters params
parse parsed password passwords path payload pending per permission permissions phone please policy positive
possible post premature previous process processing project protected provide provided provider query rate reached
read reason received recent recently refused register registered registration rejected request requested requests
required requires resource response result retries retry role same second seconds see send sent server service
session set short should sign signed signup since size sms some status step still string subdomain succeeded success
successful successfully support supported system take temporarily tenant text than that the their there these this
time timeout times to token tokens too true try type types unable unauthorized understood unexpected unknown
unprocessable unsupported until up update updated url use used user username users using valid validation
validations value values verification verified verify version want was webhook were when where which while who will
with within without wrong you your
"""

PLAIN_WORDS = frozenset(_WORDS.split())
"""In lower case."""
