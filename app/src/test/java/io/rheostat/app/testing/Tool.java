package io.rheostat.app.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program of this machine that a test starts and ends.
public final class Tool implements AutoCloseable {
  private static final String REQUIRED = "rheostat.require.prometheus";

  private final Process process;
  private final Path output;

  private Tool(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /// Skips the test when a program is not installed; with `-Drheostat.require.prometheus=true` it
  /// fails instead.
  public static void need(String... programs) {
    for (String program : programs) {
      boolean there = isInstalled(program);
      String words =
          program + " is not installed (Debian: prometheus, prometheus-alertmanager); skipped";
      if (!there && Boolean.getBoolean(REQUIRED)) {
        throw new AssertionError(words.replace("skipped", "-D" + REQUIRED + " asks for it"));
      }
      if (!there) {
        System.out.println(words);
      }
      assumeTrue(there, words);
    }
  }

  /// Returns whether a program is on the path.
  public static boolean isInstalled(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  /// Starts a program.
  ///
  /// @param output a file for all that it prints
  public static Tool start(Path output, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new Tool(process, output);
  }

  /// Returns the output of a program; it must end well.
  public static String run(Path folder, String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "tool", ".out");
    try (Tool tool = start(output, command)) {
      boolean ended = tool.process.waitFor(60, TimeUnit.SECONDS);
      if (!ended || tool.process.exitValue() != 0) {
        throw new AssertionError(command + " failed:\n" + tool.output());
      }
      return tool.output();
    }
  }

  /// Returns its output so far.
  public String output() throws IOException {
    return Files.readString(output);
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /// Asks it to end, and ends it when it does not within five seconds.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
