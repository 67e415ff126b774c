package io.rheostat.app.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// Asks servers on this machine.
public final class Http {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Http() {}

  /// The answer to a GET.
  public static HttpResponse<String> get(InetSocketAddress server, String path) {
    return send(HttpRequest.newBuilder(uri(server, path)).GET());
  }

  /// The answer to a POST.
  public static HttpResponse<String> post(InetSocketAddress server, String path, String body) {
    return send(
        HttpRequest.newBuilder(uri(server, path)).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static URI uri(InetSocketAddress server, String path) {
    return URI.create("http://127.0.0.1:" + server.getPort() + path);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
