package io.rheostat.config.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Source of a scrape job's targets, queried at an interval.
public sealed interface TargetLookup {
  /// Returns the interval between two queries, at least one second.
  Duration refresh();

  /// Prometheus' HTTP service discovery: a page listing `{targets, labels}` as JSON.
  ///
  /// @param url of the page, http or https
  /// @param refresh interval between two queries, at least one second
  record Http(URI url, Duration refresh) implements TargetLookup {
    public Http {
      String scheme = String.valueOf(url.getScheme());
      if (!scheme.equals("http") && !scheme.equals("https")) {
        throw new IllegalArgumentException(
            "'" + url + "' is not http or https. It must start with http:// or https://.");
      }
      if (url.getHost() == null) {
        throw new IllegalArgumentException("'" + url + "' names no host.");
      }
      checkedRefresh(refresh);
    }

    /// Parses the address of a discovery page.
    ///
    /// @throws IllegalArgumentException for a text other than an http or https address with a host
    public static URI url(String text) {
      try {
        return new Http(new URI(text), Duration.ofSeconds(1)).url();
      } catch (URISyntaxException problem) {
        throw new IllegalArgumentException(
            "'" + text + "' is no address: " + problem.getReason() + ".", problem);
      }
    }
  }

  /// The SRV records of one DNS name: a target each.
  ///
  /// @param name such as `_metrics._tcp.vllm.svc`; taken as it is, no search domain is added
  /// @param server DNS server to query; the machine's own resolver when absent
  /// @param refresh interval between two queries, at least one second
  record Dns(String name, Optional<Server> server, Duration refresh) implements TargetLookup {
    private static final Pattern NAME =
        Pattern.compile("(?=.{1,254}$)[A-Za-z0-9_-]{1,63}(?:\\.[A-Za-z0-9_-]{1,63})*\\.?");

    public Dns {
      checkedName(name);
      checkedRefresh(refresh);
    }

    /// Returns a DNS name unchanged.
    ///
    /// @throws IllegalArgumentException for a text other than labels of letters, digits, `-` and
    ///     `_` between dots
    public static String checkedName(String text) {
      if (!NAME.matcher(text).matches()) {
        throw new IllegalArgumentException(
            "'" + text + "' is no DNS name. It needs letters, digits, '-' and '_' between dots.");
      }
      return text;
    }
  }

  /// Running pods of a namespace with some labels: a target each.
  ///
  /// @param context of the process's kubeconfig; its current one, or the pod's own, when absent
  /// @param namespace of the pods
  /// @param selector labels, as `kubectl -l` takes them
  /// @param port a number, or the name of a container's port
  /// @param path of the page; the job's when absent
  /// @param refresh interval between two queries, at least one second
  record Pods(
      Optional<String> context,
      String namespace,
      String selector,
      String port,
      Optional<String> path,
      Duration refresh)
      implements TargetLookup {
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}|[a-z0-9-]{1,15}");

    public Pods {
      checkedPort(port);
      checkedRefresh(refresh);
    }

    /// Returns a port unchanged: a number 1..65535, or the name of a container's port.
    ///
    /// @throws IllegalArgumentException for any other text
    public static String checkedPort(String text) {
      boolean number = text.matches("[0-9]+");
      if (!PORT.matcher(text).matches()
          || (number && (Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65_535))) {
        throw new IllegalArgumentException(
            "'" + text + "' is no port. Write 1..65535, or the name of a container's port.");
      }
      return text;
    }
  }

  /// A DNS server.
  ///
  /// @param host name or address; an IPv6 address in brackets
  /// @param port 1..65535
  record Server(String host, int port) {
    public Server {
      if (host.isEmpty() || port < 1 || port > 65_535) {
        throw new IllegalArgumentException(
            "'" + host + ":" + port + "' is not host:port. The port must be within 1..65535.");
      }
    }

    /// Parses `host:port`, such as `10.0.0.2:53`.
    ///
    /// @throws IllegalArgumentException for any other text
    public static Server of(String text) {
      try {
        URI uri = new URI("dns://" + text);
        if (uri.getHost() != null
            && uri.getPort() > 0
            && uri.getRawUserInfo() == null
            && text.equals(uri.getRawAuthority())) {
          return new Server(uri.getHost(), uri.getPort());
        }
      } catch (URISyntaxException _) {
        // Reported below like any other text in another form than host:port.
      }
      throw new IllegalArgumentException("'" + text + "' is not host:port, such as 10.0.0.2:53.");
    }
  }

  /// Returns the refresh as given.
  ///
  /// @throws IllegalArgumentException when it is below a second
  static Duration checkedRefresh(Duration refresh) {
    if (refresh.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("refresh is " + refresh + ". It must be 1s or more.");
    }
    return refresh;
  }
}
