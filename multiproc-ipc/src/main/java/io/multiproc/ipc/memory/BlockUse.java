package io.multiproc.ipc.memory;

import io.multiproc.ipc.rundir.SharedFolder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One object's use of a block, of which this process may have several.
 *
 * <p>The process's claim goes with the last of them. A process that has made a block, itself or through a child, claims
 * it to its own end, as in Python: it may close the block and leave it to those to whom it told the name.
 */
final class BlockUse {

    /** The claims of this process by the names of their blocks. Guarded by the class, as all below. */
    private static final Map<String, Claim> CLAIMS = new HashMap<>();

    private final SharedFolder folder;
    private final String name;
    private final RandomAccessFile file;
    private final Claim claim;
    private boolean ended;

    private BlockUse(SharedFolder folder, String name, RandomAccessFile file, Claim claim) {
        this.folder = folder;
        this.name = name;
        this.file = file;
        this.claim = claim;
        claim.uses++;
    }

    /** To one block: another one that gets its name later has another claim. */
    private static final class Claim {

        /** How many objects use it here. */
        private int uses;

        /** Whether this process or a child of it has made the block. */
        private final boolean made;

        /** Of the block, and not of a later one that has its name. */
        private final @Nullable Object key;

        private Claim(boolean made, @Nullable Object key) {
            this.made = made;
            this.key = key;
        }
    }

    static BlockUse create(String name, long size, List<Long> claimants) throws IOException {
        SharedFolder folder = SharedFolder.local();
        synchronized (BlockUse.class) {
            SharedFolder.Attachment made = folder.create(name, size, claimants);
            return new BlockUse(folder, name, made.file(), claim(name, true, made.key()));
        }
    }

    static BlockUse attach(String name) throws IOException {
        SharedFolder folder = SharedFolder.local();
        synchronized (BlockUse.class) {
            SharedFolder.Attachment attachment = folder.attach(name);
            Claim known = attachment.wasClaimed() ? CLAIMS.get(name) : null;
            Claim claim = known != null && Objects.equals(known.key, attachment.key())
                    ? known
                    : claim(name, attachment.wasClaimed(), attachment.key());
            return new BlockUse(folder, name, attachment.file(), claim);
        }
    }

    private static Claim claim(String name, boolean made, @Nullable Object key) {
        Claim claim = new Claim(made, key);
        CLAIMS.put(name, claim);
        return claim;
    }

    /** Removes the name, for all. */
    static void unlink(String name) throws IOException {
        SharedFolder folder = SharedFolder.local();
        synchronized (BlockUse.class) {
            CLAIMS.remove(name);
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
            claim.uses--;
            try (file) {
                if (claim.uses == 0 && !claim.made && CLAIMS.remove(name, claim)) {
                    folder.release(name, claim.key);
                }
            } catch (IOException e) {
                System.getLogger(BlockUse.class.getName())
                        .log(Level.DEBUG, "cannot give up block " + name + " (the end of this process does)", e);
            }
        }
    }
}
