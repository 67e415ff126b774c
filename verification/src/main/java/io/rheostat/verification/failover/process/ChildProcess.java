package io.rheostat.verification.failover.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A program in a JVM of its own, on this one's class path and with its flags. It does not outlive
/// this one.
public final class ChildProcess implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final int TOLD_LINES = 8;

  private final Process process;
  private final Path output;
  private final Thread hook;

  private ChildProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
    hook = Thread.ofPlatform().unstarted(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// Starts a class's `main`.
  ///
  /// @param output a file for all its output, appended
  public static ChildProcess start(Path output, String main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    return new ChildProcess(process, output);
  }

  /// Waits for the first line with this beginning and returns the rest of it.
  ///
  /// @throws IOException if it does not come in time, with the end of the output
  public String awaitLine(String beginning, Duration atMost)
      throws IOException, InterruptedException {
    long limit = System.nanoTime() + atMost.toNanos();
    while (true) {
      Optional<String> line =
          Files.readAllLines(output).stream().filter(one -> one.startsWith(beginning)).findFirst();
      if (line.isPresent()) {
        return line.get().substring(beginning.length());
      }
      if (!process.isAlive() || System.nanoTime() > limit) {
        throw new IOException("a program did not start: " + lastWords());
      }
      Thread.sleep(50);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Returns the end of its output.
  String lastWords() throws IOException {
    List<String> lines = Files.readAllLines(output);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size()));
  }

  /// Kills it with `kill -9`; returns once it is gone.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    forget();
  }

  private void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // This program is ending, and the hook with it.
    }
  }

  /// Ends its input and asks it to stop; kills it if it does not.
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException _) {
      // It is gone already.
    }
    process.destroy();
    try {
      if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    forget();
  }
}
