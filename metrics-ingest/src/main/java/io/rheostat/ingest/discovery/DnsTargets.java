package io.rheostat.ingest.discovery;

import io.rheostat.config.settings.TargetLookup;
import io.rheostat.ingest.exposition.series.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/// SRV records of a DNS name, read by the DNS client of the JDK.
///
/// A name without SRV records has no targets. An unknown name is a failure: it is more often a slip
/// of the pen, or a server without its zone, than the end of all replicas at once.
final class DnsTargets implements TargetSource {
  /// First wait for an answer, in milliseconds; each retry doubles it, so a dead server costs 7
  /// seconds.
  private static final String FIRST_WAIT_MILLIS = "1000";

  private static final String TRIES = "3";
  private static final String SRV = "SRV";

  /// Port and host, without the dot at its end.
  private static final Pattern RECORD = Pattern.compile("\\d+ \\d+ (\\d+) (\\S*?)\\.?");

  private final TargetLookup.Dns lookup;

  DnsTargets(TargetLookup.Dns lookup) {
    this.lookup = lookup;
  }

  @Override
  public Answer ask() {
    try {
      List<String> problems = new ArrayList<>();
      List<String> addresses = addresses(problems);
      return addresses.isEmpty() && !problems.isEmpty()
          ? new Answer.Failed(String.join("; ", problems))
          : new Answer.Targets(List.of(new TargetGroup(addresses, Labels.EMPTY)), problems);
    } catch (NameNotFoundException _) {
      return new Answer.Failed("the name does not exist");
    } catch (NamingException | IllegalArgumentException failed) {
      return new Answer.Failed(failed.toString());
    }
  }

  // JNDI is banned because it may deserialise. The provider for DNS is named below, its attributes
  // are texts, nothing is looked up as an object, and the names come from the operator's own file.
  @SuppressWarnings("BanJNDI")
  private List<String> addresses(List<String> problems) throws NamingException {
    DirContext context = new InitialDirContext(environment());
    try {
      Attribute records = context.getAttributes(lookup.name(), new String[] {SRV}).get(SRV);
      List<String> addresses = new ArrayList<>();
      if (records != null) {
        for (Object record : Collections.list(records.getAll())) {
          try {
            address(String.valueOf(record)).ifPresent(addresses::add);
          } catch (IllegalArgumentException problem) {
            // Reported by the caller; the other records are good.
            problems.add(String.valueOf(problem.getMessage()));
          }
        }
      }
      return addresses;
    } finally {
      context.close();
    }
  }

  @SuppressWarnings("JdkObsolete") // what JNDI takes
  private Hashtable<String, String> environment() {
    Hashtable<String, String> environment = new Hashtable<>();
    environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    environment.put("com.sun.jndi.dns.timeout.initial", FIRST_WAIT_MILLIS);
    environment.put("com.sun.jndi.dns.timeout.retries", TRIES);
    // Without a server in it, the provider takes those of the machine.
    String server = lookup.server().map(one -> "//" + one.host() + ":" + one.port()).orElse("");
    environment.put(Context.PROVIDER_URL, "dns:" + server);
    return environment;
  }

  /// Returns `host:port` of a record `priority weight port host.`; nothing when the host is the
  /// root, a zone's mark of a service not offered (RFC 2782).
  private static Optional<String> address(String record) {
    Matcher parts = RECORD.matcher(record);
    if (!parts.matches()) {
      throw new IllegalArgumentException("'" + record + "' is no SRV record");
    }
    String host = parts.group(2);
    return host.isEmpty() ? Optional.empty() : Optional.of(host + ":" + parts.group(1));
  }
}
