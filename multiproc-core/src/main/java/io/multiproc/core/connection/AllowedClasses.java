package io.multiproc.core.connection;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Of which classes objects are received from peers that are not of this program's family, as a builder is told. */
public final class AllowedClasses {

    private final Set<String> named = new LinkedHashSet<>();
    private boolean all;

    /** Also of these; from then on of no others but the JDK's. */
    public void add(Class<?>... types) {
        named.addAll(namesOf(List.of(types)));
    }

    /** Of any class. */
    public void addAll() {
        all = true;
    }

    /**
     * Their names; null: all are received. So they are over a Unix socket when nothing was said, since only processes
     * of the same user connect there; over TCP anybody may be at the other end.
     *
     * @param isUnixSocket whether the peers are on this machine, of this user
     */
    public @Nullable List<String> names(boolean isUnixSocket) {
        return all || (named.isEmpty() && isUnixSocket) ? null : List.copyOf(named);
    }

    /** The names of classes and of what they extend, which a class that Java serialization carries names too. */
    public static Set<String> namesOf(Collection<Class<?>> types) {
        Set<String> names = new LinkedHashSet<>();
        for (Class<?> type : types) {
            for (Class<?> each = type; each != null; each = each.getSuperclass()) {
                names.add(each.getName());
            }
        }
        return names;
    }
}
