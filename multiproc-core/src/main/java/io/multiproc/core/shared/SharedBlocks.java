package io.multiproc.core.shared;

import io.multiproc.core.current.CurrentProcess;
import io.multiproc.ipc.memory.Block;
import io.multiproc.process.ProcessException;
import io.multiproc.shared.SharedMemoryExistsException;
import io.multiproc.shared.SharedMemoryNotFoundException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.function.Supplier;

/** Makes blocks and finds them. May be used by any thread. */
final class SharedBlocks {

    private SharedBlocks() {}

    /** A new block with a name that one of the calls of the generator gave: the first that is free. */
    static MappedMemory create(long size, Supplier<String> names) {
        checkSize(size);
        while (true) {
            String name = names.get();
            try {
                return make(name, size);
            } catch (FileAlreadyExistsException e) {
                System.getLogger(SharedBlocks.class.getName())
                        .log(Level.TRACE, "a block of that random name exists: {0}", name);
            } catch (IOException e) {
                throw cannotMake(name, size, e);
            }
        }
    }

    /** A new block of that name. */
    static MappedMemory create(String name, long size) {
        checkSize(size);
        String plain = BlockNames.check(name);
        try {
            return make(plain, size);
        } catch (FileAlreadyExistsException e) {
            throw new SharedMemoryExistsException(
                    "block '" + plain + "' exists already (attach to it, or choose another name)", e);
        } catch (IOException e) {
            throw cannotMake(plain, size, e);
        }
    }

    /** The block of that name. */
    static MappedMemory attach(String name) {
        String plain = BlockNames.check(name);
        RunDirectoryAtExit.prepare();
        try {
            return new MappedMemory(Block.attach(plain));
        } catch (NoSuchFileException e) {
            throw new SharedMemoryNotFoundException(
                    "no block '" + plain + "' (it was not made, was unlinked, or all who used it are gone)", e);
        } catch (IOException e) {
            throw new ProcessException("cannot attach to block '" + plain + "': " + e.getMessage(), e);
        }
    }

    private static MappedMemory make(String name, long size) throws IOException {
        RunDirectoryAtExit.prepare();
        return new MappedMemory(Block.create(name, size, CurrentProcess.ancestors()));
    }

    private static void checkSize(long size) {
        if (size < 1) {
            throw new IllegalArgumentException("size must be >= 1: size=" + size);
        }
    }

    private static ProcessException cannotMake(String name, long size, IOException e) {
        return new ProcessException(
                "cannot make block '" + name + "' of " + size + " bytes of shared memory: " + e.getMessage(), e);
    }
}
