package io.rheostat.actuator.driver.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/// Probe of a replica's state. A replica without an answer in a second says nothing.
final class ReplicaProbe {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final int MOST_BYTES = 4 << 20;

  private final HttpClient http;

  ReplicaProbe(HttpClient http) {
    this.http = http;
  }

  boolean isReady(int port, String path) {
    return get(port, path).isPresent();
  }

  /// Returns the sum of a gauge's series on its metrics page.
  OptionalDouble running(int port, String path, String gauge) {
    Optional<String> page = get(port, path);
    double sum = 0;
    boolean found = false;
    for (String line : page.orElse("").split("\n", -1)) {
      if (line.startsWith(gauge) && line.matches("[^ {]+(?:\\{.*})? .*")) {
        String rest = line.substring(gauge.length());
        int value = rest.startsWith("{") ? rest.lastIndexOf("} ") + 2 : 1;
        if (!rest.isEmpty() && (rest.charAt(0) == '{' || rest.charAt(0) == ' ')) {
          sum += number(rest.substring(value).strip());
          found = true;
        }
      }
    }
    return found && !Double.isNaN(sum) ? OptionalDouble.of(sum) : OptionalDouble.empty();
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text.split(" ", 2)[0]);
    } catch (NumberFormatException e) {
      return Double.NaN; // the caller takes the sum as unknown
    }
  }

  private Optional<String> get(int port, String path) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .timeout(TIMEOUT)
              .build();
      HttpResponse<InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        return response.statusCode() == 200
            ? Optional.of(new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8))
            : Optional.empty();
      }
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
