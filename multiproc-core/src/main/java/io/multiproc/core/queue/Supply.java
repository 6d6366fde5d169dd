package io.multiproc.core.queue;

import org.jspecify.annotations.Nullable;

/** What takers are served from: the common lease, which has the oldest elements if any, then the store. */
record Supply(ElementStore store, CommonLease common) {

    /** Takes the oldest element, or gives null if there is none. */
    @Nullable
    Element poll() {
        Element element = common.poll();
        return element != null ? element : store.poll();
    }
}
