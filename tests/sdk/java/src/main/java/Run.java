import java.lang.reflect.InvocationTargetException;

/** Runs one case: a public static method of a class, by both names. */
public class Run {
    public static void main(String[] names) throws Throwable {
        try {
            Class.forName(names[0]).getMethod(names[1]).invoke(null);
        } catch (InvocationTargetException error) {
            throw error.getCause();
        }
    }

    static void equal(Object found, Object expected) {
        if (!expected.equals(found)) throw new AssertionError(found + ", not " + expected);
    }
}
