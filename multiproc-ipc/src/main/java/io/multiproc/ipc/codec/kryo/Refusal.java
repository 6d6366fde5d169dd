package io.multiproc.ipc.codec.kryo;

import io.multiproc.reduction.NotSendableException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something in the graph cannot be sent; collects the way to it while the stack unwinds. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_PATH = 400;

    /** One step from an object to a part of it, for the path and in words. */
    private record Step(String path, String words) {}

    private final @Nullable String culprit;
    private final String reason;
    private final String remedy;
    private final transient List<Step> steps = new ArrayList<>();
    private boolean capturedThis;
    private transient @Nullable Object circle;

    private Refusal(@Nullable String culprit, String reason, String remedy, @Nullable Throwable cause) {
        super(reason, cause, false, cause == null);
        this.culprit = culprit;
        this.reason = reason;
        this.remedy = remedy;
    }

    /** The class cannot be sent at all. */
    static Refusal of(Class<?> type, String reason, String remedy) {
        return new Refusal(Names.of(type), reason, remedy, null);
    }

    /** The class can be sent, but this object failed. */
    static Refusal of(Class<?> type, String reason, String remedy, Throwable cause) {
        return new Refusal(Names.of(type), reason, remedy, cause);
    }

    /** The object is a part of itself, and the receiver can make it only after its parts. */
    static Refusal ofCircle(Object value) {
        Refusal refusal = new Refusal(
                Names.of(value.getClass()),
                "contains itself and can only be made after its parts",
                "break the cycle, or let it pass through an object with plain fields",
                null);
        refusal.circle = value;
        return refusal;
    }

    /** Whether the object is refused because it is a part of itself. */
    boolean isCircleOf(Object value) {
        return circle == value;
    }

    /** The message as a whole cannot be sent. */
    static Refusal ofMessage(String reason, String remedy, @Nullable Throwable cause) {
        return new Refusal(null, reason, remedy, cause);
    }

    Refusal atField(String name) {
        return at("." + name, "field '" + name + "'");
    }

    Refusal atElement(int index) {
        return at("[" + index + "]", "element " + index);
    }

    Refusal atKey(int index) {
        return at("[key " + index + "]", "key " + index);
    }

    Refusal atValue(@Nullable Object key, int index) {
        String shown = Names.ofKey(key);
        return shown == null
                ? at("[value " + index + "]", "value " + index)
                : at("[" + shown + "]", "value of key " + shown);
    }

    /** The lambda needs its whole object, where a field or two might do. */
    Refusal atCapturedThis() {
        capturedThis = true;
        return at(".this", "captured 'this'");
    }

    /** Somewhere in an object that does not say what is where. */
    Refusal within(Class<?> type) {
        if (!steps.isEmpty() || Origins.isJdk(type)) {
            return this;
        }
        return at("", "a part of " + Names.of(type));
    }

    Refusal at(String path, String words) {
        steps.add(new Step(path, words));
        return this;
    }

    /** What the caller of {@code encode} gets. */
    NotSendableException toException(@Nullable Object root) {
        String start = root == null ? "null" : Names.ofRoot(root);
        String path = path(root == null ? "null" : Names.shortOf(root));
        StringBuilder message = new StringBuilder("cannot send ").append(start).append(": ");
        if (culprit != null && steps.isEmpty()) {
            message.append("it ");
        } else if (culprit != null) {
            message.append(steps.get(0).words())
                    .append(" of type ")
                    .append(culprit)
                    .append(' ');
        }
        message.append(reason);
        if (!steps.isEmpty()) {
            message.append(", path ").append(path);
        }
        message.append(" (").append(remedy);
        if (capturedThis) {
            message.append("; the lambda captures 'this': copy the fields it needs to local variables");
        }
        message.append(')');
        return new NotSendableException(message.toString(), path, getCause());
    }

    private String path(String start) {
        StringBuilder path = new StringBuilder(start);
        for (int i = steps.size() - 1; i >= 0; i--) {
            path.append(steps.get(i).path());
        }
        if (path.length() > LONGEST_PATH) {
            return path.substring(0, LONGEST_PATH / 2) + " ... " + path.substring(path.length() - LONGEST_PATH / 2);
        }
        return path.toString();
    }
}
