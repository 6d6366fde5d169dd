package io.multiproc.ipc.codec.kryo;

import java.lang.reflect.InaccessibleObjectException;
import org.jspecify.annotations.Nullable;

/** Which classes cannot be sent whatever their fields are, and what people should do instead. */
final class Refusals {

    private static final String USUAL =
            "mark it transient, send what is needed to make it again, or register a Reducer";

    private Refusals() {}

    /** Throws if the class, or anything it inherits from, belongs to its process. */
    static void check(Class<?> type) {
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            String remedy = remedy(c.getName());
            if (remedy != null) {
                throw Refusal.of(type, "is not sendable", remedy);
            }
            for (Class<?> implemented : c.getInterfaces()) {
                checkInterface(type, implemented);
            }
        }
    }

    private static void checkInterface(Class<?> type, Class<?> implemented) {
        String remedy = remedyOfInterface(implemented.getName(), Origins.isJdk(type));
        if (remedy != null) {
            throw Refusal.of(type, "is not sendable", remedy);
        }
        for (Class<?> extended : implemented.getInterfaces()) {
            checkInterface(type, extended);
        }
    }

    private static @Nullable String remedy(String name) {
        return switch (name) {
            case "java.lang.Thread", "java.lang.ThreadGroup" ->
                "a thread belongs to its process: mark it transient or start a thread in the other process";
            case "java.lang.ThreadLocal" -> "make it static, so that each process has its own";
            case "java.lang.ClassLoader", "java.lang.Module" -> "mark it transient or send class names";
            case "java.lang.Process", "java.lang.Runtime" -> "mark it transient or send the process id";
            case "java.io.FileInputStream", "java.io.FileOutputStream", "java.io.RandomAccessFile" ->
                "mark it transient or send the path and open it there";
            case "java.io.ByteArrayInputStream", "java.io.ByteArrayOutputStream" -> "send the byte array";
            case "java.io.StringReader", "java.io.StringWriter" -> "send the string";
            case "java.io.FilterInputStream", "java.io.FilterOutputStream", "java.io.Reader", "java.io.Writer" ->
                "mark it transient or send what is needed to open it again";
            case "java.net.Socket", "java.net.ServerSocket", "java.net.DatagramSocket" ->
                "mark it transient or send the address and connect there";
            case "java.lang.reflect.AccessibleObject", "java.lang.reflect.Parameter" ->
                "send the class and the member's name";
            case "java.lang.invoke.MethodHandle",
                    "java.lang.invoke.VarHandle",
                    "java.lang.invoke.MethodHandles$Lookup" ->
                "send a method reference of a type in io.multiproc.function";
            case "java.lang.ref.Reference", "java.lang.ref.ReferenceQueue" -> "send the object that it refers to";
            case "java.lang.ref.Cleaner" -> "mark it transient or make one in the other process";
            case "java.util.Scanner" -> "mark it transient or send the text";
            case "java.util.Timer", "java.util.TimerTask" -> "mark it transient or start a timer in the other process";
            case "java.util.logging.Logger" -> "make it static, so that each process has its own";
            case "java.util.concurrent.Semaphore" -> "use a ProcessSemaphore";
            case "java.util.concurrent.CyclicBarrier", "java.util.concurrent.Phaser" -> "use a ProcessBarrier";
            case "java.util.concurrent.CountDownLatch" -> "use a ProcessEvent or a ProcessBarrier";
            case "java.util.concurrent.locks.AbstractOwnableSynchronizer", "java.util.concurrent.locks.StampedLock" ->
                "use a ProcessLock, or mark it transient";
            case "java.util.concurrent.Exchanger" -> "use a pipe";
            case "java.util.concurrent.DelayQueue" -> "send a list of its elements, or use a ProcessQueue";
            case "java.util.concurrent.CompletableFuture", "java.util.concurrent.FutureTask" -> "send its result";
            case "java.nio.MappedByteBuffer" -> "copy the content into a byte array, or use SharedMemory";
            default -> null;
        };
    }

    private static @Nullable String remedyOfInterface(String name, boolean ofJdk) {
        return switch (name) {
            case "java.sql.Connection", "java.sql.Statement", "java.sql.ResultSet" ->
                "mark it transient or send what is needed to open it again";
            case "java.util.concurrent.locks.Lock", "java.util.concurrent.locks.ReadWriteLock" ->
                ofJdk ? "use a ProcessLock, or mark it transient" : null;
            case "java.util.concurrent.locks.Condition" -> ofJdk ? "use a ProcessCondition" : null;
            case "java.util.concurrent.Executor" -> ofJdk ? "mark it transient or make one in the other process" : null;
            case "java.util.concurrent.Future" -> ofJdk ? "send its result" : null;
            case "java.util.Iterator", "java.util.Spliterator", "java.util.Enumeration" ->
                ofJdk ? "send the collection, or a list of what is left" : null;
            case "java.util.stream.BaseStream" -> "collect it into a list and send that";
            case "java.nio.channels.Channel" ->
                ofJdk ? "mark it transient or send what is needed to open it again" : null;
            case "java.lang.System$Logger" -> ofJdk ? "make it static, so that each process has its own" : null;
            case "java.lang.ProcessHandle" -> "send the process id";
            // the first would carry the program's authkey with it
            case "io.multiproc.process.ProcessInfo", "io.multiproc.process.ParentProcess" ->
                "send its name or its pid, which are values";
            case "io.multiproc.pool.PoolCalls" ->
                "a pool belongs to the process that made it: do not capture it in a task, or use that of a manager, whose proxy"
                        + " may be sent";
            case "io.multiproc.pool.AsyncResult" -> "send its result";
            case "io.multiproc.pool.ResultIterator" -> "send a list of what is left";
            case "io.multiproc.managers.Manager" -> "send what it has made, or its address, to connect there";
            case "io.multiproc.connection.ConnectionListener" -> "send its address, to connect there";
            case "io.multiproc.shared.SharedMemoryManager" -> "send its blocks and lists";
            default -> null;
        };
    }

    /** More objects within each other than the stack of a receiver would bear. */
    static Refusal tooDeep() {
        return Refusal.ofMessage(
                "the objects are nested more than " + CodecKryo.DEEPEST + " deep",
                "send a list or an array instead of a chain of objects",
                null);
    }

    /** A JDK class that nothing here and no Java serialization can carry. */
    static Refusal notSerializable(Class<?> type) {
        return Refusal.of(type, "is not sendable", USUAL);
    }

    /** A class of the user with JDK fields that nobody may read. */
    static Refusal inheritsFrom(Class<?> type, Class<?> parent) {
        return Refusal.of(
                type, "is not sendable: it inherits fields of " + parent.getName() + " that cannot be read", USUAL);
    }

    /** A class in a named module that does not let us in. */
    static Refusal closed(Class<?> type, InaccessibleObjectException cause) {
        String module = type.getModule().isNamed() ? type.getModule().getName() : "its module";
        return Refusal.of(
                type,
                "is not sendable: its fields cannot be read",
                "open " + type.getPackageName() + " in the module-info of " + module
                        + " to io.multiproc.ipc, or make the class Serializable",
                cause);
    }

    /** A lambda of a type that is not Serializable. */
    static Refusal plainLambda(Class<?> type) {
        Class<?>[] interfaces = type.getInterfaces();
        String implemented = interfaces.length == 0 ? "its type" : interfaces[0].getName();
        return Refusal.of(
                type,
                "is not sendable: " + implemented + " is not Serializable",
                "use a Serializable functional interface, such as those of io.multiproc.function");
    }
}
