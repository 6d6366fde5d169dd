package io.multiproc.core.manager.heap;

import io.multiproc.managers.ManagedNamespace;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A namespace in the server. Called with its lock held. */
final class HeapNamespace implements ManagedNamespace, Copied {

    private final Map<String, @Nullable Object> attributes = new TreeMap<>();

    HeapNamespace(Map<?, ?> initial) {
        initial.forEach((name, value) -> attributes.put((String) name, value));
    }

    @Override
    public @Nullable Object get(String name) {
        check(name);
        return attributes.get(name);
    }

    @Override
    public void set(String name, @Nullable Object value) {
        attributes.put(Objects.requireNonNull(name, "name"), value);
    }

    @Override
    public void delete(String name) {
        check(name);
        attributes.remove(name);
    }

    @Override
    public boolean has(String name) {
        return attributes.containsKey(name);
    }

    @Override
    public Set<String> names() {
        return new TreeSet<>(attributes.keySet());
    }

    @Override
    public Object copy() {
        return new TreeMap<>(attributes);
    }

    private void check(String name) {
        if (!attributes.containsKey(name)) {
            throw new NoSuchElementException("no such attribute: name=" + name + ", there are " + attributes.keySet());
        }
    }

    /** The attributes by name. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "Namespace(", ")");
        attributes.forEach((name, value) -> text.add(name + "=" + value));
        return text.toString();
    }
}
