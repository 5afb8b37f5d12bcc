"""Regions that text messages may be sent to, by the numbers that lie in them."""

import re

from msgspec.structs import replace

from mfa_emulator.providers.identity_toolkit import errors
from mfa_emulator.providers.identity_toolkit.configuration.policy import policy_of
from mfa_emulator.providers.identity_toolkit.state import Scope
from mfa_emulator.providers.identity_toolkit.types.configuration.project_config import SmsRegionConfig

_PREFIXES = """
1 US  7 RU  76 KZ  77 KZ  20 EG  27 ZA  30 GR  31 NL  32 BE  33 FR  34 ES  36 HU  39 IT  3906698 VA  40 RO  41 CH
43 AT  44 GB  441481 GG  447781 GG  441534 JE  447797 JE  441624 IM  447624 IM  45 DK  46 SE  47 NO  4779 SJ  48 PL
49 DE  51 PE  52 MX  53 CU  54 AR  55 BR  56 CL  57 CO  58 VE  60 MY  61 AU  6189162 CC  6189164 CX  62 ID  63 PH
64 NZ  65 SG  66 TH  81 JP  82 KR  84 VN  86 CN  90 TR  91 IN  92 PK  93 AF  94 LK  95 MM  98 IR  211 SS  212 MA
2125288 EH  213 DZ  216 TN  218 LY  220 GM  221 SN  222 MR  223 ML  224 GN  225 CI  226 BF  227 NE  228 TG  229 BJ
230 MU  231 LR  232 SL  233 GH  234 NG  235 TD  236 CF  237 CM  238 CV  239 ST  240 GQ  241 GA  242 CG  243 CD  244 AO
245 GW  246 IO  247 AC  248 SC  249 SD  250 RW  251 ET  252 SO  253 DJ  254 KE  255 TZ  256 UG  257 BI  258 MZ
260 ZM  261 MG  262 RE  262269 YT  262639 YT  263 ZW  264 NA  265 MW  266 LS  267 BW  268 SZ  269 KM  290 SH  291 ER
297 AW  298 FO  299 GL  350 GI  351 PT  352 LU  353 IE  354 IS  355 AL  356 MT  357 CY  358 FI  35818 AX  359 BG
370 LT  371 LV  372 EE  373 MD  374 AM  375 BY  376 AD  377 MC  378 SM  380 UA  381 RS  382 ME  383 XK  385 HR
386 SI  387 BA  389 MK  420 CZ  421 SK  423 LI  500 FK  501 BZ  502 GT  503 SV  504 HN  505 NI  506 CR  507 PA
508 PM  509 HT  590 GP  591 BO  592 GY  593 EC  594 GF  595 PY  596 MQ  597 SR  598 UY  599 CW  5993 BQ  5994 BQ
5997 BQ  670 TL  672 NF  673 BN  674 NR  675 PG  676 TO  677 SB  678 VU  679 FJ  680 PW  681 WF  682 CK  683 NU
685 WS  686 KI  687 NC  688 TV  689 PF  690 TK  691 FM  692 MH  850 KP  852 HK  853 MO  855 KH  856 LA  880 BD
886 TW  960 MV  961 LB  962 JO  963 SY  964 IQ  965 KW  966 SA  967 YE  968 OM  970 PS  971 AE  972 IL  973 BH
974 QA  975 BT  976 MN  977 NP  992 TJ  993 TM  994 AZ  995 GE  996 KG  998 UZ
1242 BS  1246 BB  1264 AI  1268 AG  1284 VG  1340 VI  1345 KY  1441 BM  1473 GD  1649 TC  1658 JM  1664 MS  1670 MP
1671 GU  1684 AS  1721 SX  1758 LC  1767 DM  1784 VC  1787 PR  1809 DO  1829 DO  1849 DO  1868 TT  1869 KN  1876 JM
1939 PR
"""
_CANADIAN = """
204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 387 403 416 418 428 431 437 438 450 460 468 474 506 514
519 537 548 568 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 905
942
"""
_REGIONS: dict[str, str] = dict(re.findall(r"(\d+) (\w+)", _PREFIXES)) | {f"1{c}": "CA" for c in _CANADIAN.split()}
"""Regions by the beginning of their numbers; the longest one that fits counts.

Source: documented, https://www.itu.int/oth/T0202.aspx?parent=T0202
"""
_LONGEST = max(map(len, _REGIONS))

# Of a calling code that several share: they have no numbers of their own to be told by.
_WITHOUT_NUMBERS = ("BL", "MF")

CODES = frozenset((*_REGIONS.values(), *_WITHOUT_NUMBERS))
"""The regions that a configuration may name."""


def region_of(phone_number: str) -> str:
    """The region of a number like +15555550100; empty for one that lies in none."""
    digits = phone_number.removeprefix("+")
    beginnings = (digits[:length] for length in range(_LONGEST, 0, -1))
    return next((_REGIONS[each] for each in beginnings if each in _REGIONS), "")


def require_region(scope: Scope, phone_number: str) -> None:
    """Refuse a number whose region the configuration does not let messages go to. Raises `OperationNotAllowed`."""
    config = policy_of(scope).sms_regions
    if config is not None and not _is_allowed(config, region := region_of(phone_number)):
        raise errors.OperationNotAllowed(
            "SMS unable to be sent until this region enabled by the app developer.",
            reason=f"smsRegionConfig lets no message go to {phone_number}, whose region is {region or 'unknown'}",
        )


def _is_allowed(config: SmsRegionConfig, region: str) -> bool:
    if config.allowlist_only is not None:
        return region in _upper(config.allowlist_only.allowed_regions)
    refused = config.allow_by_default.disallowed_regions if config.allow_by_default is not None else None
    return region not in _upper(refused)


def _upper(regions: tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(region.upper() for region in regions or ())


def with_one_policy(given: SmsRegionConfig | None, merged: SmsRegionConfig | None) -> SmsRegionConfig | None:
    """The configuration with one policy: a mask that writes one of the two clears the other."""
    if given is None or merged is None or merged.allow_by_default is None or merged.allowlist_only is None:
        return merged
    if given.allow_by_default is not None and given.allowlist_only is not None:
        return merged  # refused by the validation
    other = "allowlist_only" if given.allow_by_default is not None else "allow_by_default"
    return replace(merged, **{other: None})
