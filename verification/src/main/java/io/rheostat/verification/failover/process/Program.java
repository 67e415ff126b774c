package io.rheostat.verification.failover.process;

import io.rheostat.streams.Delivery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `rheostat up` on one data folder, life after life.
public final class Program implements AutoCloseable {
  public static final int PARTITIONS = 4;

  private static final String MAIN = "io.rheostat.app.Rheostat";
  private static final Duration START = Duration.ofSeconds(90);

  private final String bootstrap;
  private final Path folder;
  private final Delivery delivery;
  private ChildProcess life;

  private Program(String bootstrap, Path folder, Delivery delivery) throws IOException {
    this.bootstrap = bootstrap;
    this.folder = folder;
    this.delivery = delivery;
    life = begin();
  }

  /// Starts its first life and waits until all of it runs.
  ///
  /// @param folder with its configuration, for all its files
  public static Program start(String bootstrap, Path folder, Delivery delivery)
      throws IOException, InterruptedException {
    Program program = new Program(bootstrap, folder, delivery);
    try {
      program.life.awaitLine("up;", START);
      return program;
    } catch (IOException | InterruptedException e) {
      program.close();
      throw e;
    }
  }

  private ChildProcess begin() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("up", "--kafka", bootstrap));
    arguments.addAll(List.of("--config", folder.resolve("config").toString()));
    arguments.addAll(List.of("--data", folder.resolve("data").toString()));
    arguments.addAll(List.of("--page-port", freePort(), "--ingest-port", freePort()));
    arguments.addAll(List.of("--partitions", Integer.toString(PARTITIONS)));
    if (delivery == Delivery.AT_LEAST_ONCE) {
      arguments.add("--at-least-once");
    }
    return ChildProcess.start(folder.resolve("rheostat.log"), MAIN, arguments);
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }

  /// Kills it with `kill -9`.
  public void kill() throws InterruptedException {
    life.kill();
  }

  /// Begins its next life; does not wait for it.
  public void again() throws IOException {
    life = begin();
  }

  /// Checks that the process is alive.
  ///
  /// @throws IOException if it has ended by itself
  public void mustLive() throws IOException {
    if (!life.isAlive()) {
      throw new IOException("rheostat ended by itself: " + life.lastWords());
    }
  }

  @Override
  public void close() {
    life.close();
  }
}
