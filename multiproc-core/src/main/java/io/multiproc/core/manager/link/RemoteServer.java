package io.multiproc.core.manager.link;

import io.multiproc.connection.AuthenticationException;
import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.manager.wire.Access;
import io.multiproc.core.manager.wire.CallMessages.Hello;
import io.multiproc.core.manager.wire.ServerIdentity;
import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.endpoint.TimeLimit;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.handshake.HandshakeException;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.managers.ManagerClosedException;
import java.io.EOFException;
import java.io.IOException;
import java.util.UUID;

/** Finds out which server is at an address. */
public final class RemoteServer {

    private RemoteServer() {}

    public static ServerIdentity find(Access access) {
        UUID asked = UUID.randomUUID();
        TimeLimit limit = ServerSilence.ofConnecting();
        try (Endpoint link = Endpoint.connect(
                access.socketAddress(), access.ticket(), LinkKind.MANAGER, access.encryption(), limit)) {
            CurrentProcess self = CurrentProcess.get();
            link.send(new Hello(asked, false, self.pid(), self.name()).frame());
            Frame answer = link.receive(limit);
            if (answer == null) {
                throw new EOFException("it closed the link");
            }
            Hello server = Hello.read(answer);
            return new ServerIdentity(server.client(), server.process(), server.pid(), access);
        } catch (HandshakeException e) {
            throw new AuthenticationException(
                    "the manager at " + access.address() + " does not let this process in: " + e.getMessage()
                            + " (use the same authkey on both sides)",
                    e);
        } catch (IOException e) {
            throw new ManagerClosedException("no manager answers at " + access.address() + ": " + e.getMessage(), e);
        } finally {
            limit.restoreInterrupt();
        }
    }
}
