package io.multiproc.core.pool;

import io.multiproc.core.pool.dispatch.PoolCore;
import io.multiproc.core.pool.insight.ReportDesk;
import io.multiproc.core.pool.staff.Supervisor;
import io.multiproc.pool.PoolMXBean;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * A pool for JMX clients. Loaded only when somebody asks for it.
 *
 * @param core what the bean tells of; not the pool itself, which may become garbage
 * @param supervisor of its workers
 * @param desk what asks them
 */
record PoolBean(PoolCore core, Supervisor supervisor, ReportDesk desk) implements PoolMXBean {

    private static final String DOMAIN = "io.multiproc";
    private static final AtomicInteger IDS = new AtomicInteger(1);

    /** Registers a bean; the result takes it out again. */
    static Runnable register(PoolCore core, Supervisor supervisor, ReportDesk desk) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        PoolBean bean = new PoolBean(core, supervisor, desk);
        try {
            ObjectName name = add(server, bean);
            return () -> remove(server, name);
        } catch (JMException e) {
            throw new IllegalStateException(
                    "cannot register a bean for pool '" + core.config().name() + "': " + e.getMessage(), e);
        }
    }

    private static ObjectName add(MBeanServer server, PoolBean bean) throws JMException {
        String keys = DOMAIN + ":type=ProcessPool,name=" + ObjectName.quote(bean.getName());
        ObjectName name = new ObjectName(keys);
        while (true) {
            try {
                server.registerMBean(bean, name);
                return name;
            } catch (InstanceAlreadyExistsException e) { // another pool of that name
                name = new ObjectName(keys + ",id=" + IDS.incrementAndGet());
            }
        }
    }

    private static void remove(MBeanServer server, ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            System.getLogger(PoolBean.class.getName()).log(Level.DEBUG, "somebody else has taken it out", e);
        } catch (JMException e) {
            throw new IllegalStateException("cannot take the bean " + name + " out: " + e.getMessage(), e);
        }
    }

    @Override
    public String getName() {
        return core.config().name();
    }

    @Override
    public int getProcesses() {
        return core.dispatcher().roster().processes();
    }

    @Override
    public int getLiveWorkers() {
        return core.dispatcher().members().size();
    }

    @Override
    public boolean isOpen() {
        return core.dispatcher().isOpen();
    }

    @Override
    public long getTasksDone() {
        return core.dispatcher().tasksDone();
    }

    @Override
    public long getTasksUnfinished() {
        return core.dispatcher().tasksUnfinished();
    }

    @Override
    public String insights() throws InterruptedException {
        return desk.ask(supervisor.departures()).toJson();
    }
}
