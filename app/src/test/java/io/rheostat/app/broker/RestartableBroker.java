package io.rheostat.app.broker;

import java.io.IOException;
import java.nio.file.Path;

/// A broker that goes away and comes back where its clients look for it.
public final class RestartableBroker implements AutoCloseable {
  private final Path folder;
  private final int[] ports;
  private EmbeddedBroker broker;

  /// Starts it for the first time.
  public RestartableBroker(Path folder) throws BrokerException, IOException {
    this.folder = folder;
    ports = EmbeddedBroker.freePorts();
    broker = EmbeddedBroker.start(folder, ports);
  }

  /// host:port for clients, the same after a restart.
  public String bootstrap() {
    return broker.bootstrap();
  }

  /// It is gone until [#start()].
  public void stop() {
    broker.close();
  }

  /// It is back, with all its data.
  public void start() throws BrokerException {
    broker = EmbeddedBroker.start(folder, ports);
  }

  @Override
  public void close() {
    broker.close();
  }
}
