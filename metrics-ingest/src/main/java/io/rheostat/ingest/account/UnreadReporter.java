package io.rheostat.ingest.account;

import io.rheostat.ingest.reject.Rejection;
import io.rheostat.ingest.reject.RejectionReason;
import io.rheostat.ingest.reject.Rejects;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reporter of unread metrics for other processes: on the topic of rejects, every 30 s while the
/// problem lasts. The log has it once, when it begins. For one thread.
public final class UnreadReporter {
  private static final Logger LOG = LoggerFactory.getLogger(UnreadReporter.class);
  private static final Duration EVERY = Duration.ofSeconds(30);

  private final IngestAccounts accounts;
  private final Rejects rejects;
  private Set<String> last = Set.of();
  private Instant due = Instant.MIN;

  /// Creates a reporter of these accounts.
  public UnreadReporter(IngestAccounts accounts, Rejects rejects) {
    this.accounts = accounts;
    this.rejects = rejects;
  }

  /// Reports the current problems, when due.
  public void tell(Instant now) {
    if (now.isBefore(due)) {
      return;
    }
    due = now.plus(EVERY);
    Map<String, List<String>> troubles = accounts.troubles(now);
    troubles.forEach(
        (source, words) -> {
          String all = String.join("; ", words);
          rejects.reject(source, new Rejection(RejectionReason.NOT_READ, all, ""));
          if (!last.contains(source)) {
            LOG.atWarn().addKeyValue("source", source).log(all);
          }
        });
    last = new TreeSet<>(troubles.keySet());
  }
}
