package io.multiproc.bench;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A running cpython_side.py: a line with an id goes in, a line of JSON comes out. Not thread-safe. */
final class CPythonServer implements CPython {

    private static final Gson GSON = new Gson();
    private static final int SECONDS_TO_END = 10;

    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader answers;
    private final Hello hello;

    private CPythonServer(Process process) throws IOException {
        this.process = process;
        this.requests = process.outputWriter();
        this.answers = process.inputReader();
        this.hello = ask("hello", Hello.class);
    }

    static CPython start(String command, Path script) {
        if (!Files.isReadable(script)) {
            return new Absent("no script " + script.getFileName() + " in " + script.getParent());
        }
        Process process;
        try {
            process = new ProcessBuilder(command, script.toString())
                    .redirectError(Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            return new Absent("no " + command + " on this machine");
        }
        try {
            return new CPythonServer(process);
        } catch (IOException e) {
            process.destroyForcibly();
            return new Absent(command + " does not run the script: " + e.getMessage());
        }
    }

    @Override
    public String description() {
        return hello.implementation() + " " + hello.version() + ", default start method " + hello.startMethod();
    }

    @Override
    public @Nullable Side side(String id) {
        return hello.ids().contains(id) ? new Measurement(id) : null;
    }

    /** Ends the server by the end of its input, its pools first. */
    @Override
    public void close() {
        try {
            requests.close();
            process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (IOException e) {
            // It is gone already, and with it the reader of our requests.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly); // a killed server leaves its pools behind
            process.destroyForcibly();
        }
    }

    private <T extends Reply> T ask(String request, Class<T> type) throws IOException {
        requests.write(request);
        requests.newLine();
        requests.flush();
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("CPython ended instead of answering: request=" + request);
        }
        T reply = parse(line, type);
        if (!request.endsWith(reply.id())) {
            throw new IOException("CPython answered another request: request=" + request + ", answer=" + line);
        }
        return reply;
    }

    private static <T> T parse(String line, Class<T> type) throws IOException {
        try {
            return GSON.fromJson(line, type);
        } catch (JsonParseException e) {
            throw new IOException("CPython answered something else than JSON: " + line, e);
        }
    }

    private interface Reply {
        String id();
    }

    private record Hello(String id, String version, String implementation, String startMethod, List<String> ids)
            implements Reply {}

    private record Sample(
            String id, @Nullable Double value, @Nullable String error) implements Reply {}

    /** A measurement that the server keeps warm until it is closed. */
    private final class Measurement implements Side {

        private final String id;

        Measurement(String id) {
            this.id = id;
        }

        @Override
        public double sample() throws IOException {
            Sample sample = ask(id, Sample.class);
            if (sample.value() == null) {
                throw new IOException("CPython could not measure " + id + ": " + sample.error());
            }
            return sample.value();
        }

        @Override
        public void close() throws IOException {
            ask("done " + id, Sample.class);
        }
    }
}
