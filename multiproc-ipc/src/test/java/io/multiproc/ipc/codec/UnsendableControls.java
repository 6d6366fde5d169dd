package io.multiproc.ipc.codec;

import io.multiproc.process.ProcessControl;
import io.multiproc.process.ProcessSettings;
import java.lang.reflect.Proxy;

/** Makes controls that hold a thread, so that a process object can be sent only without its control. */
public final class UnsendableControls implements ProcessControl.Factory {

    /** For the service loader. */
    public UnsendableControls() {}

    @Override
    public ProcessControl create(ProcessSettings settings, String kind) {
        Thread owner = Thread.currentThread();
        return (ProcessControl) Proxy.newProxyInstance(
                UnsendableControls.class.getClassLoader(),
                new Class<?>[] {ProcessControl.class},
                (proxy, method, arguments) -> owner.getName());
    }
}
