package dev.optweave.processor.emit.text;

/** A class, which a file that names it imports. */
public final class ClassName extends TypeName {

    private final String packageName;
    private final String names;

    private ClassName(String packageName, String names) {
        super(Marks.of(packageName, names));
        this.packageName = packageName;
        this.names = names;
    }

    /**
     * By its name.
     *
     * @param packageName empty for none
     * @param name the outermost class
     * @param nested classes in it, each in the one before
     */
    public static ClassName get(String packageName, String name, String... nested) {
        StringBuilder names = new StringBuilder(name);
        for (String each : nested) {
            names.append('.').append(each);
        }
        return new ClassName(packageName, names.toString());
    }

    /** Any class but an array's and a primitive type's. */
    public static ClassName get(Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        return outer == null
                ? new ClassName(type.getPackageName(), type.getSimpleName())
                : get(outer).nestedClass(type.getSimpleName());
    }

    /** A class in this one. */
    public ClassName nestedClass(String name) {
        return new ClassName(packageName, names + "." + name);
    }

    /** Without package and outer classes. */
    public String simpleName() {
        return names.substring(names.lastIndexOf('.') + 1);
    }
}
