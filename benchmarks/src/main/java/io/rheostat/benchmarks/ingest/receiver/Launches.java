package io.rheostat.benchmarks.ingest.receiver;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The command lines of the three receivers.
public final class Launches {
  private static final String RHEOSTAT = "io.rheostat.app.Rheostat";

  private final int workloads;
  private final List<String> rheostatOptions;

  /// @param workloads reported by the load
  /// @param rheostatOptions further flags for the JVM of Rheostat
  public Launches(int workloads, List<String> rheostatOptions) {
    this.workloads = workloads;
    this.rheostatOptions = List.copyOf(rheostatOptions);
  }

  /// Prepares a launch with fresh ports; empty if the program is not installed.
  public Optional<Launch> prepare(ReceiverKind kind, Path folder) throws IOException {
    return switch (kind) {
      case RHEOSTAT -> Optional.of(rheostat(folder));
      case VICTORIA_METRICS -> program(kind).map(path -> victoriaMetrics(path, folder, freePort()));
      case PROMETHEUS -> program(kind).map(path -> prometheus(path, folder, freePort()));
    };
  }

  /// Returns whether the program is on the PATH; Rheostat is always there.
  public static boolean isInstalled(ReceiverKind kind) {
    return kind == ReceiverKind.RHEOSTAT || program(kind).isPresent();
  }

  private static Optional<Path> program(ReceiverKind kind) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path path = Path.of(folder, kind.program());
      if (Files.isExecutable(path)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  /// Builds the launch of Rheostat with the flags of this JVM: those of the launcher and the user's
  /// additions.
  private Launch rheostat(Path folder) throws IOException {
    Path config = FleetFolder.write(folder.resolve("config"), workloads);
    int port = freePort();
    int page = freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(rheostatOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), RHEOSTAT, "up"));
    command.addAll(List.of("--config", config.toString(), "--data", data(folder).toString()));
    command.addAll(List.of("--ingest-port", text(port), "--page-port", text(page)));
    return new Launch(
        ReceiverKind.RHEOSTAT,
        folder,
        command,
        port,
        local(page, "/health"),
        local(page, "/metrics"));
  }

  /// Returns the data folder of a receiver.
  public static Path data(Path folder) {
    return folder.resolve("data");
  }

  private static Launch victoriaMetrics(Path program, Path folder, int port) {
    return new Launch(
        ReceiverKind.VICTORIA_METRICS,
        folder,
        List.of(
            program.toString(),
            "-storageDataPath=" + data(folder),
            "-httpListenAddr=127.0.0.1:" + port,
            "-loggerLevel=WARN"),
        port,
        local(port, "/health"),
        local(port, "/metrics"));
  }

  private static Launch prometheus(Path program, Path folder, int port) {
    return new Launch(
        ReceiverKind.PROMETHEUS,
        folder,
        List.of(
            program.toString(),
            "--config.file=/dev/null",
            "--storage.tsdb.path=" + data(folder),
            "--web.listen-address=127.0.0.1:" + port,
            "--web.enable-remote-write-receiver",
            "--log.level=warn"),
        port,
        local(port, "/-/ready"),
        local(port, "/metrics"));
  }

  private static URI local(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static String text(int port) {
    return Integer.toString(port);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port", e);
    }
  }
}
