package io.multiproc.core.spawn;

import io.multiproc.core.child.ExitStatus;
import io.multiproc.core.child.JvmOptionVariables;
import io.multiproc.core.child.JvmSettings;
import io.multiproc.core.child.LocalHub;
import io.multiproc.core.current.AtExit;
import io.multiproc.core.current.SignalledEnd;
import io.multiproc.core.spawn.cache.ClassCache;
import io.multiproc.core.spawn.output.ChildOutput;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.handshake.LinkTicket;
import io.multiproc.ipc.hub.LinkListener;
import io.multiproc.process.ProcessStartException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts child JVMs, each with a key of its own. May be used by any thread. */
@SuppressWarnings("FutureReturnValueIgnored") // failures are told by started()
final class ChildLauncher {

    private static final Logger LOG = System.getLogger(ChildLauncher.class.getName());
    private static final int START_SECONDS = Integer.getInteger("multiproc.start.timeout", 60);

    /** By how much a signal to a terminal or a group may reach a child before this process has noticed it. */
    private static final Duration MOST_AHEAD = Duration.ofSeconds(1);

    private ChildLauncher() {}

    /**
     * Starts a child JVM and returns without waiting for it.
     *
     * @param firstFrame what it is sent when it has connected
     * @param tasks the listener of the child's task link, if it is to open one
     * @throws ProcessStartException if the operating system cannot create the process
     */
    static Started launch(String name, JvmSettings jvm, byte[] firstFrame, @Nullable LinkListener tasks) {
        Ipc ipc = LocalHub.get();
        LinkTicket ticket = LocalHub.newTicket();
        SpawnedChild child =
                new SpawnedChild(ticket.childId(), name, firstFrame, new CrashReport(jvm.options(), jvm.directory()));
        ipc.links().expect(ticket, LinkKind.CONTROL, child);
        if (tasks != null) {
            ipc.links().expect(ticket, LinkKind.TASKS, tasks);
        }
        StartFiles files = new StartFiles(ipc.directory(), ticket.childId());
        ProcessBuilder builder = new ProcessBuilder();
        Process process = null;
        boolean launched = false;
        try {
            builder.command(JvmCommandLine.build(jvm, files.arguments()));
            files.writeTicket(new StartTicket(ipc.address(), ticket));
            prepare(builder, jvm);
            process = builder.redirectInput(files.ticket().toFile()).start();
            child.launched(process, ChildOutput.begin(process, jvm, name));
            launched = true;
        } catch (IOException | OutOfMemoryError e) { // the latter when no thread can be created, to watch the process
            throw new ProcessStartException(
                    "cannot create process " + name + ": " + reason(e) + "\ncommand: "
                            + StartDiagnosis.shortened(String.join(" ", builder.command())),
                    builder.command(),
                    null,
                    e);
        } finally {
            if (!launched) {
                if (process != null) { // nobody would watch it
                    process.destroyForcibly();
                }
                ipc.links().forget(ticket.childId());
                files.delete();
            }
        }
        boolean patient = jvm.options().stream().anyMatch(ChildLauncher::waitsForDebugger);
        return new Started(child, ticket, started(child, builder, files, patient));
    }

    /**
     * A child JVM on its way.
     *
     * @param ticket its number and key
     * @param started completed when it has connected and been sent its first frame; or failed with a
     *     {@link ProcessStartException}, and then no process is left
     */
    record Started(SpawnedChild child, LinkTicket ticket, CompletableFuture<Void> started) {}

    /** The words of the JDK, which are no help where there is no process id, and on 25 a wrong track. */
    private static String reason(Throwable failure) {
        String words = String.valueOf(failure.getMessage());
        return words.contains("Resource temporarily unavailable")
                ? "no process id is left for this user or container (see ulimit -u and pids.max): " + words
                : words;
    }

    private static void prepare(ProcessBuilder builder, JvmSettings jvm) {
        JvmOptionVariables.remove(builder.environment());
        builder.environment().putAll(jvm.environment());
        if (jvm.directory() != null) {
            builder.directory(jvm.directory().toFile());
        }
        ChildOutput.redirect(builder, jvm);
    }

    /** Nobody knows how long a person takes to attach one. */
    static boolean waitsForDebugger(String option) {
        return (option.startsWith("-agentlib:jdwp") || option.startsWith("-Xrunjdwp")) && !option.contains("suspend=n");
    }

    private static CompletableFuture<Void> started(
            SpawnedChild child, ProcessBuilder builder, StartFiles files, boolean patient) {
        CompletableFuture<Void> started = new CompletableFuture<>();
        List<String> command = builder.command();
        child.connected().thenRun(() -> started.complete(null));
        child.connected().thenRun(ClassCache::childStarted);
        child.exited().thenAccept(status -> {
            Ipc.local().links().forget(child.id());
            if (child.isDiscarded()) {
                started.completeExceptionally(new ProcessStartException(
                        "process " + child.name() + " was not needed any more", command, status.code(), null));
            } else if (!started.isDone()) {
                endedTooSoon(child, builder, status, files, started);
            }
        });
        Ipc.local().hubStarted().exceptionally(failure -> {
            started.completeExceptionally(new ProcessStartException(
                    "the hub that process " + child.name() + " should connect to cannot start: " + failure,
                    command,
                    null,
                    failure));
            return null;
        });
        CompletableFuture<Void> limited = patient ? started : started.orTimeout(START_SECONDS, TimeUnit.SECONDS);
        return limited.handle((connected, failure) -> {
            files.delete();
            if (failure == null) {
                return null;
            }
            child.kill();
            throw failure instanceof ProcessStartException known ? known : tooLate(child, command);
        });
    }

    /**
     * One that was killed, or told to end, and this program most likely with it, has nothing to say; no second one
     * starts.
     */
    private static void endedTooSoon(
            SpawnedChild child,
            ProcessBuilder builder,
            ExitStatus status,
            StartFiles files,
            CompletableFuture<Void> started) {
        if (child.isKilled() || status.isToldToEnd() || AtExit.hasBegun()) {
            ProcessStartException failure = new ProcessStartException(
                    "process " + child.name() + " ended before it connected: " + status.inWords() + "\ncommand: "
                            + StartDiagnosis.shortened(String.join(" ", builder.command())),
                    List.copyOf(builder.command()),
                    status.code(),
                    null);
            CompletableFuture<Void> when =
                    child.isKilled() ? CompletableFuture.completedFuture(null) : SignalledEnd.begunWithin(MOST_AHEAD);
            when.thenRun(() -> started.completeExceptionally(failure));
        } else {
            StartDiagnosis.run(child.name(), builder, status, files, started);
        }
    }

    private static ProcessStartException tooLate(SpawnedChild child, List<String> command) {
        return new ProcessStartException(
                "process " + child.name() + " (pid " + child.pid() + ") has not connected within " + START_SECONDS
                        + " s and was killed (give it more time with -Dmultiproc.start.timeout=SECONDS)",
                command,
                null,
                null);
    }

    /** The files of one start: removed as soon as the child has connected. */
    record StartFiles(Path ticket, Path arguments, Path output) {

        StartFiles(Path directory, long id) {
            this(
                    directory.resolve("start-" + id),
                    directory.resolve("start-" + id + ".args"),
                    directory.resolve("start-" + id + ".out"));
        }

        void writeTicket(StartTicket content) throws IOException {
            try (OutputStream out = Files.newOutputStream(ticket)) {
                content.write(out);
            }
        }

        /** The ticket is emptied first: the child holds it open as its standard input, and may hand that on. */
        void delete() {
            try {
                Files.write(ticket, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
            } catch (NoSuchFileException e) {
                LOG.log(Level.TRACE, "no ticket was written: {0}", ticket);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "cannot empty " + ticket, e);
            }
            for (Path file : List.of(ticket, arguments, output)) {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    LOG.log(Level.DEBUG, "left to the end of the process: " + file, e);
                }
            }
        }
    }
}
