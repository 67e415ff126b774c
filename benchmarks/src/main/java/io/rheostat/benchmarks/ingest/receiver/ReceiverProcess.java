package io.rheostat.benchmarks.ingest.receiver;

import io.rheostat.app.demo.Folders;
import io.rheostat.app.demo.RunningFile;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A receiver process, running until it is closed or this program ends.
public final class ReceiverProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration LOOK_LIMIT = Duration.ofSeconds(2);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final int TOLD_LINES = 8;

  private final Process process;
  private final Path folder;
  private final Thread hook;
  private final HttpClient http = HttpClient.newHttpClient();

  private ReceiverProcess(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
    hook = Thread.ofPlatform().unstarted(this::abandon);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// Starts it and waits until it is ready.
  ///
  /// @throws IOException if it ends or is not ready in time, with the end of its output
  public static ReceiverProcess start(Launch launch) throws IOException, InterruptedException {
    Path output = output(launch.folder());
    ProcessBuilder builder = new ProcessBuilder(launch.command());
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    ReceiverProcess started = new ReceiverProcess(builder.start(), launch.folder());
    try {
      started.awaitReady(launch);
      return started;
    } catch (IOException | InterruptedException | RuntimeException e) {
      started.close();
      throw e;
    }
  }

  private static Path output(Path folder) {
    return folder.resolve("output.log");
  }

  private void awaitReady(Launch launch) throws IOException, InterruptedException {
    long limit = System.nanoTime() + START.toNanos();
    while (!isReady(launch)) {
      if (!process.isAlive() || System.nanoTime() > limit) {
        throw new IOException(launch.kind() + " did not start: " + lastWords());
      }
      Thread.sleep(LOOK);
    }
  }

  private boolean isReady(Launch launch) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(launch.ready()).timeout(LOOK_LIMIT).build();
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status == 200 && hasAllParts(launch);
    } catch (IOException _) {
      // Not yet; it is asked again.
      return false;
    }
  }

  /// Kills it and deletes its folder after an end by Ctrl-C: nothing runs on, and no gigabytes stay
  /// behind.
  private void abandon() {
    process.destroyForcibly().onExit().join();
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      System.err.println("rheostat: " + folder + " stays behind: " + e.getMessage());
    }
  }

  /// Returns whether all parts run. Rheostat's page is up before its ingest is; it notes its
  /// address once all of it runs.
  private static boolean hasAllParts(Launch launch) throws IOException {
    return launch.kind() != ReceiverKind.RHEOSTAT
        || RunningFile.bootstrap(Launches.data(launch.folder())).isPresent();
  }

  /// Returns the end of its output.
  private String lastWords() throws IOException {
    List<String> lines = Files.readAllLines(output(folder));
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size()));
  }

  /// Returns its resource usage so far.
  public ProcessUsage usage() {
    return ProcessUsage.of(process.toHandle());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    http.close();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // This program is ending, and the hook with it.
    }
  }
}
