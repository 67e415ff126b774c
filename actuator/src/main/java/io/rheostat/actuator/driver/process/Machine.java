package io.rheostat.actuator.driver.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/// The processes of this machine. A number alone is never trusted: it may be another process by
/// now.
final class Machine {
  /// Environment variable used to find a process again.
  static final String MARKER = "RHEOSTAT_WORKER";

  private static final Path PROC = Path.of("/proc");
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  /// Variables inherited from Rheostat's own environment. The rest may contain its secrets.
  private static final List<String> INHERITED =
      List.of("PATH", "HOME", "USER", "LANG", "TMPDIR", "JAVA_HOME");

  private final Map<Long, Process> children = new ConcurrentHashMap<>();

  /// A process to start.
  ///
  /// @param command program and arguments
  /// @param workDir its working directory
  /// @param environment variables added to it
  /// @param log file its output is appended to
  record Launch(
      List<String> command, Optional<Path> workDir, Map<String, String> environment, Path log) {}

  /// Starts a process in a session of its own, so a Ctrl-C for Rheostat is none for it.
  ///
  /// @throws IOException when there is no such program or folder
  ProcessId start(Launch launch) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      command.add(SETSID.toString());
      if (!isProgram(launch)) {
        throw new IOException("there is no program " + launch.command().getFirst());
      }
    }
    command.addAll(launch.command());
    ProcessBuilder builder = new ProcessBuilder(command);
    launch.workDir().ifPresent(folder -> builder.directory(folder.toFile()));
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(launch.environment());
    File log = launch.log().toFile();
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    Process process = builder.start();
    children.put(process.pid(), process);
    return new ProcessId(process.pid(), stamp(process.pid()).orElse("gone"));
  }

  /// Returns whether the program exists. `setsid` would report a missing one only in the log.
  private static boolean isProgram(Launch launch) {
    String program = launch.command().getFirst();
    Path folder = launch.workDir().orElse(Path.of("")).toAbsolutePath();
    if (program.contains("/")) {
      return Files.isExecutable(folder.resolve(program));
    }
    for (String entry : System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":", -1)) {
      if (Files.isExecutable(Path.of(entry).resolve(program))) {
        return true;
      }
    }
    return false;
  }

  boolean isAlive(ProcessId id) {
    Process child = children.get(id.pid());
    if (child != null && !child.isAlive()) {
      return false;
    }
    return stamp(id.pid()).filter(id.stamp()::equals).isPresent();
  }

  /// Returns the exit code of a child of this program.
  OptionalInt exitCode(ProcessId id) {
    Process child = children.get(id.pid());
    return child == null || child.isAlive()
        ? OptionalInt.empty()
        : OptionalInt.of(child.exitValue());
  }

  /// Asks a process to end (SIGTERM).
  void terminate(ProcessId id) {
    if (isAlive(id)) {
      ProcessHandle.of(id.pid()).ifPresent(ProcessHandle::destroy);
    }
  }

  /// Kills a process and its descendants (SIGKILL).
  void kill(ProcessId id) {
    if (isAlive(id)) {
      ProcessHandle.of(id.pid())
          .ifPresent(
              process -> {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
              });
    }
  }

  void forget(ProcessId id) {
    children.remove(id.pid());
  }

  /// Finds a living process started with this marker; only on Linux.
  Optional<ProcessId> find(String marker) {
    byte[] wanted = (MARKER + "=" + marker).getBytes(StandardCharsets.UTF_8);
    String text = new String(wanted, StandardCharsets.ISO_8859_1);
    return ProcessHandle.allProcesses()
        .filter(process -> environment(process.pid()).contains(text))
        .findFirst()
        .flatMap(process -> stamp(process.pid()).map(stamp -> new ProcessId(process.pid(), stamp)));
  }

  /// Returns the entries of a process's environment; empty for a process of someone else.
  private static List<String> environment(long pid) {
    try {
      byte[] bytes = Files.readAllBytes(PROC.resolve(pid + "/environ"));
      return List.of(new String(bytes, StandardCharsets.ISO_8859_1).split("\0", -1));
    } catch (IOException e) {
      return List.of();
    }
  }

  /// Returns the start of a living process: on Linux the boot and its clock ticks since then,
  /// elsewhere the time.
  private static Optional<String> stamp(long pid) {
    if (!Files.isDirectory(PROC.resolve("self"))) {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .flatMap(process -> process.info().startInstant())
          .map(start -> Long.toString(start.toEpochMilli()));
    }
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
      // After the name in brackets, of any content: the state, then 18 more fields.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      String boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
      return fields[0].equals("Z") ? Optional.empty() : Optional.of(boot + ":" + fields[19]);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
