package io.rheostat.ingest.scrape;

import io.rheostat.ingest.discovery.ScrapeTarget;
import io.rheostat.ingest.exposition.PageFormat;
import io.rheostat.ingest.metrics.ScrapeOutcome;
import io.rheostat.topics.Unreachable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

/// HTTP client for the targets' pages; shared by all loops. Redirects are not followed: the server
/// answering for a target must not choose what else Rheostat asks.
final class PageFetcher implements AutoCloseable {
  static final int LIMIT_BYTES = 16 << 20;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .executor(threads)
          .build();

  /// Returns the page of a target, or the reason for its absence.
  ///
  /// @throws InterruptedException when this thread is interrupted; the request is given up
  Fetched fetch(ScrapeTarget target) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(target.page())
            .header("Accept", PageFormat.ACCEPT)
            .header("Accept-Encoding", "gzip")
            .header("User-Agent", "rheostat")
            .build();
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(request, _ -> new LimitedBody(LIMIT_BYTES));
    try {
      // The client's own timeout ends with the headers; this one covers the body too.
      return read(exchange.get(target.timeout().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      return new Fetched.Failed(ScrapeOutcome.TIMED_OUT, "no page within " + target.timeout());
    } catch (ExecutionException failed) {
      return failure(failed.getCause() == null ? failed : failed.getCause());
    } catch (IOException failed) {
      return failure(failed);
    } finally {
      // Cancels an exchange still under way after a timeout or an interruption; else it does
      // nothing.
      exchange.cancel(true);
    }
  }

  private static Fetched read(HttpResponse<byte[]> response) throws IOException {
    if (response.statusCode() != 200) {
      boolean moved = response.statusCode() / 100 == 3;
      String words = moved ? "; redirects are not followed: name the page itself" : "";
      return new Fetched.Failed(ScrapeOutcome.REFUSED, "status " + response.statusCode() + words);
    }
    PageFormat format =
        PageFormat.ofContentType(response.headers().firstValue("Content-Type").orElse(""));
    boolean packed =
        response.headers().firstValue("Content-Encoding").orElse("").equalsIgnoreCase("gzip");
    return new Fetched.Page(packed ? unpack(response.body()) : response.body(), format);
  }

  private static byte[] unpack(byte[] packed) throws IOException {
    try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] page = unpacked.readNBytes(LIMIT_BYTES + 1);
      if (page.length > LIMIT_BYTES) {
        throw new LimitedBody.TooLargeException(LIMIT_BYTES);
      }
      return page;
    }
  }

  private static Fetched failure(Throwable cause) {
    return cause instanceof LimitedBody.TooLargeException
        ? new Fetched.Failed(ScrapeOutcome.TOO_LARGE, String.valueOf(cause.getMessage()))
        : new Fetched.Failed(ScrapeOutcome.UNREACHABLE, Unreachable.words(cause));
  }

  @Override
  public void close() {
    client.shutdownNow();
    threads.shutdownNow();
  }
}
