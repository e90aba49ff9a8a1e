// SPDX-License-Identifier: Apache-2.0
package ca.openpolicy.benchmarks;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What another Java process says of its memory. */
final class Inside implements AutoCloseable {
    private final JMXConnector connector;
    private final ThreadMXBean threads;
    private final MemoryMXBean memory;

    private Inside(JMXConnector connector) throws IOException {
        MBeanServerConnection server = connector.getMBeanServerConnection();
        this.connector = connector;
        this.threads = ManagementFactory.newPlatformMXBeanProxy(
                server, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        this.memory = ManagementFactory.getPlatformMXBean(server, MemoryMXBean.class);
    }

    @SuppressWarnings("BanJNDI") // the address is that of a process that was started here
    static Inside of(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return new Inside(JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("process " + pid + " cannot be asked about itself", e);
        }
    }

    /** All that its threads, ended ones too, have allocated. */
    long allocatedBytes() {
        return threads.getTotalThreadAllocatedBytes();
    }

    /** What the heap holds after everything that can be freed is freed. */
    double liveMebibytes() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() / (double) (1 << 20);
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
