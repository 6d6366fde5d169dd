/** Progress bars for the calls of a pool. */
@org.jspecify.annotations.NullMarked
module io.multiproc.progress {
    requires transitive io.multiproc.api;
    requires static org.jspecify;
    requires me.tongfei.progressbar;

    exports io.multiproc.progress;
}
