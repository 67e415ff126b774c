package io.rheostat.app.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Requests at random times of a given rate, to the replicas of a service discovery file in turn.
/// An open loop: slow answers do not slow it down.
public final class OpenLoop {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration LINE = Duration.ofSeconds(10);

  private final Settings settings;
  private final PrintStream out;
  private final TargetList targets;
  private final LoadTally tally = new LoadTally();

  /// Settings of the sent load.
  ///
  /// @param targets the discovery file
  /// @param perSecond mean rate
  /// @param length duration of the load
  /// @param inputTokens prompt words of each
  /// @param outputTokens tokens asked for
  /// @param seed of the times
  public record Settings(
      Path targets,
      double perSecond,
      Duration length,
      int inputTokens,
      int outputTokens,
      long seed) {}

  /// @param out output of progress every ten seconds
  public OpenLoop(Settings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
    targets = new TargetList(settings.targets());
  }

  /// Sends for as long as it is to and waits for the answers.
  public LoadTally run() throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(settings.seed());
    long start = System.nanoTime();
    long end = start + settings.length().toNanos();
    long line = start + LINE.toNanos();
    long next = start;
    int turn = 0;
    try (HttpClient http = HttpClient.newHttpClient();
        ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
      while (next < end) {
        sleepUntil(next);
        List<String> known = targets.current();
        if (known.isEmpty()) {
          tally.failed("no replica is ready");
        } else {
          String address = known.get(turn % known.size());
          requests.execute(() -> send(http, address));
          turn++;
        }
        if (System.nanoTime() >= line) {
          line += LINE.toNanos();
          out.println(tally.line((System.nanoTime() - start) / 1e9, known.size()));
        }
        next += (long) (-Math.log(1 - random.nextDouble()) / settings.perSecond() * 1e9);
      }
    }
    return tally;
  }

  private static void sleepUntil(long nanos) throws InterruptedException {
    long left = nanos - System.nanoTime();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  private void send(HttpClient http, String address) {
    String body =
        "{\"prompt\":\""
            + "x ".repeat(settings.inputTokens()).strip()
            + "\",\"max_tokens\":"
            + settings.outputTokens()
            + ",\"stream\":true}";
    long start = System.nanoTime();
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://" + address + "/v1/completions"))
              .timeout(TIMEOUT)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      HttpResponse<InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        read(response.statusCode(), lines, start);
      }
    } catch (IOException | IllegalArgumentException e) {
      tally.failed(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(int status, BufferedReader lines, long start) throws IOException {
    if (status != 200) {
      tally.failed("HTTP " + status);
      return;
    }
    long first = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (first == 0 && line.startsWith("data: ")) {
        first = System.nanoTime();
      }
      if (line.equals("data: [DONE]")) {
        tally.answered(first - start, System.nanoTime() - start);
        return;
      }
    }
    tally.failed("the answer broke off");
  }
}
