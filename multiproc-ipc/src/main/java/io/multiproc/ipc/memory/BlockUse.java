package io.multiproc.ipc.memory;

import io.multiproc.ipc.rundir.SharedFolder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One object's use of a block, of which this process may have several.
 *
 * <p>The process's claim goes with the last of them. A process that has made a block, itself or through a child, claims it
 * to its own end, as in Python: it may close the block and leave it to those to whom it told the name.
 */
final class BlockUse {

    /** How many objects use the blocks that this process has attached to. Guarded by the class, as all below. */
    private static final Map<String, Integer> USES = new HashMap<>();

    /** The blocks that this process or a child of it has made. */
    private static final Set<String> MADE = new HashSet<>();

    private final SharedFolder folder;
    private final String name;
    private final RandomAccessFile file;
    private boolean ended;

    private BlockUse(SharedFolder folder, String name, RandomAccessFile file) {
        this.folder = folder;
        this.name = name;
        this.file = file;
        USES.merge(name, 1, Integer::sum);
    }

    static BlockUse create(String name, long size, List<Long> claimants) throws IOException {
        SharedFolder folder = SharedFolder.local();
        synchronized (BlockUse.class) {
            RandomAccessFile file = folder.create(name, size, claimants);
            MADE.add(name);
            return new BlockUse(folder, name, file);
        }
    }

    static BlockUse attach(String name) throws IOException {
        SharedFolder folder = SharedFolder.local();
        synchronized (BlockUse.class) {
            SharedFolder.Attachment attachment = folder.attach(name);
            if (attachment.wasClaimed() && !USES.containsKey(name)) {
                MADE.add(name);
            }
            return new BlockUse(folder, name, attachment.file());
        }
    }

    /** Removes the name, for all. */
    static void unlink(String name) throws IOException {
        SharedFolder folder = SharedFolder.local();
        synchronized (BlockUse.class) {
            MADE.remove(name);
            folder.unlink(name);
        }
    }

    /** The open file. */
    RandomAccessFile file() {
        return file;
    }

    /** Ends the use; does nothing the second time. */
    void end() {
        synchronized (BlockUse.class) {
            if (ended) {
                return;
            }
            ended = true;
            try (file) {
                if (USES.merge(name, -1, (count, less) -> count + less == 0 ? null : count + less) == null
                        && !MADE.contains(name)) {
                    folder.release(name);
                }
            } catch (IOException e) {
                System.getLogger(BlockUse.class.getName())
                        .log(Level.DEBUG, "cannot give up block " + name + " (the end of this process does)", e);
            }
        }
    }
}
