package io.rheostat.ingest.discovery;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rheostat.config.settings.TargetLookup;
import io.rheostat.topics.Unreachable;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Prometheus' HTTP service discovery: a page with a JSON list of `{targets, labels}`.
final class HttpTargets implements TargetSource {
  /// Limit of a page in bytes, the same as of a discovery file.
  static final int LIMIT_BYTES = 16 << 20;

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final HttpClient client;
  private final HttpRequest request;
  private final Duration timeout;

  HttpTargets(TargetLookup.Http lookup, HttpClient client) {
    this(lookup, client, TIMEOUT);
  }

  /// @param timeout of the whole answer
  HttpTargets(TargetLookup.Http lookup, HttpClient client, Duration timeout) {
    this.client = client;
    this.timeout = timeout;
    this.request =
        HttpRequest.newBuilder(lookup.url())
            .header("Accept", "application/json")
            .header("User-Agent", "rheostat")
            .header("X-Prometheus-Refresh-Interval-Seconds", seconds(lookup.refresh()))
            .build();
  }

  @Override
  public Answer ask() throws InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LIMIT_BYTES));
    try {
      // The client's own timeout ends with the headers; this one covers the body too.
      return read(exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      return new Answer.Failed("no answer within " + timeout);
    } catch (ExecutionException failed) {
      return new Answer.Failed(Unreachable.words(failed));
    } finally {
      // Cancels an exchange still under way after a timeout or an interruption; else it does
      // nothing.
      exchange.cancel(true);
    }
  }

  private static Answer read(HttpResponse<byte[]> response) {
    if (response.statusCode() != 200) {
      return new Answer.Failed("status " + response.statusCode() + "; 200 is expected");
    }
    try {
      TargetGroup.Parsed parsed = TargetGroup.ofTree(JSON.readValue(response.body(), Object.class));
      return parsed.isBad()
          ? new Answer.Failed(String.join("; ", parsed.problems()))
          : new Answer.Targets(parsed.groups(), parsed.problems());
    } catch (IOException malformed) {
      // The lines after the first describe the parser's input.
      String words = String.valueOf(malformed.getMessage());
      return new Answer.Failed("not JSON: " + words.lines().findFirst().orElse(""));
    } catch (IllegalArgumentException malformed) {
      return new Answer.Failed(String.valueOf(malformed.getMessage()));
    }
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString();
  }
}
