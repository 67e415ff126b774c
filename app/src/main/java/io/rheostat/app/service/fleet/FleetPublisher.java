package io.rheostat.app.service.fleet;

import io.rheostat.app.control.FleetMerge;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.JobProfile;
import io.rheostat.model.log.Declaration;
import io.rheostat.topics.Clients;
import io.rheostat.topics.fleet.FleetLog;
import io.rheostat.topics.fleet.FleetSource;
import io.rheostat.topics.fleet.FleetTable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publisher of the declared fleet: on the fleet topic, and as changes into every partition of both
/// logs.
///
/// Any number of instances may publish. A publication is a compare-and-set: the transactional
/// producer is opened first, and this ends every other publication under way; the fleet topic is
/// read to its end; the resulting changes are written in one transaction of that producer. A later
/// opening fences this one; it then reads and tries again.
public final class FleetPublisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FleetPublisher.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  /// Longest call to unreachable brokers, so that one attempt ends within the patience.
  private static final int MOST_BLOCKED_MILLIS = 10_000;

  private static final Source UNNAMED = new Source("rheostat", "rheostat");

  private final FleetTransaction.Settings settings;
  private final Source source;
  private final FleetTable table;
  private final Admin admin;

  /// Instance publishing its files.
  ///
  /// @param id identity, stable across restarts
  /// @param name host and folder, for a person
  public record Source(String id, String name) {}

  private FleetPublisher(
      FleetTransaction.Settings settings, Source source, FleetTable table, Admin admin) {
    this.settings = settings;
    this.source = source;
    this.table = table;
    this.admin = admin;
  }

  /// Opens the fleet topic for a program alone in declaring.
  public static FleetPublisher open(
      String bootstrap, int logPartitions, InstantSource clock, Map<String, ?> extra) {
    return open(bootstrap, logPartitions, clock, extra, UNNAMED);
  }

  /// Opens the fleet topic.
  public static FleetPublisher open(
      String bootstrap,
      int logPartitions,
      InstantSource clock,
      Map<String, ?> extra,
      Source source) {
    Map<String, Object> bounded = new TreeMap<>();
    bounded.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, MOST_BLOCKED_MILLIS);
    bounded.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, MOST_BLOCKED_MILLIS / 2);
    bounded.putAll(extra);
    Map<String, Object> written = new TreeMap<>();
    written.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MOST_BLOCKED_MILLIS);
    written.putAll(extra);
    return new FleetPublisher(
        new FleetTransaction.Settings(bootstrap, logPartitions, clock, written),
        source,
        FleetTable.open(bootstrap, bounded),
        Admin.create(Clients.admin(bootstrap, bounded)));
  }

  /// Publishes the changes following from files, when no pool or device removed from them runs
  /// anything.
  ///
  /// @return the revision after it
  /// @throws KafkaException when it could not be published within 30 s; trying again is safe
  public long publish(Fleet wanted) {
    return publish(wanted, _ -> false);
  }

  /// Publishes the changes following from this instance's files, and everything declared once more
  /// when the logs do not hold it.
  ///
  /// @param running whether something running still needs the pool or device of a key
  /// @return the revision after it
  /// @throws KafkaException when it could not be published within 30 s; trying again is safe
  public synchronized long publish(Fleet wanted, Predicate<String> running) {
    return attempt(
        () -> isNews(wanted, running),
        transaction -> {
          FleetMerge.Result merged = merge(wanted, running);
          Optional<FleetSource> claims = changedClaims(merged.claims());
          DeclaredLogs logs = DeclaredLogs.look(admin, settings.logPartitions());
          Optional<String> lack = logs.lack(table.logs());
          if (merged.changes().isEmpty() && claims.isEmpty() && lack.isEmpty()) {
            return table.revision();
          }
          transaction.begin();
          if (lack.isPresent()) {
            again(transaction, lack.get(), logs);
          }
          long revision = append(transaction, merged.changes());
          claims.ifPresent(transaction::source);
          transaction.commit();
          return revision;
        });
  }

  /// Checks for news without ending anybody's turn: most checks find nothing to do.
  private boolean isNews(Fleet wanted, Predicate<String> running) {
    FleetMerge.Result merged = merge(wanted, running);
    return !merged.changes().isEmpty()
        || changedClaims(merged.claims()).isPresent()
        || DeclaredLogs.look(admin, settings.logPartitions()).lack(table.logs()).isPresent();
  }

  private void again(FleetTransaction transaction, String lack, DeclaredLogs logs) {
    List<Declaration.Change> standing = table.standing();
    if (!standing.isEmpty()) {
      LOG.atWarn().log("everything is declared again: {}", lack);
      standing.forEach(
          change -> transaction.toLogs(new Declaration(Math.max(1, table.revision()), change)));
    }
    transaction.logs(logs.asDeclared());
  }

  private FleetMerge.Result merge(Fleet wanted, Predicate<String> running) {
    return FleetMerge.of(table.fleet(), table.sources(), source.id(), wanted, running);
  }

  private Optional<FleetSource> changedClaims(SortedMap<String, FleetSource.Claim> claims) {
    FleetSource before = table.sources().get(source.id());
    boolean same =
        before != null && before.claims().equals(claims) && before.name().equals(source.name());
    return same
        ? Optional.empty()
        : Optional.of(
            new FleetSource(source.id(), source.name(), settings.clock().instant(), claims));
  }

  /// Publishes one change, such as a freeze.
  ///
  /// @return the revision after it
  /// @throws KafkaException when it could not be published within 30 s; whether it was is unknown
  public synchronized long publish(Declaration.Change change) {
    long[] tried = {Long.MAX_VALUE};
    return attempt(
        () -> true,
        transaction -> {
          Optional<Declaration> newest = table.newest(FleetTable.key(change));
          if (newest.isPresent()
              && newest.get().revision() >= tried[0]
              && newest.get().change().equals(change)) {
            // An attempt went through although its answer was lost.
            return newest.get().revision();
          }
          tried[0] = Math.min(tried[0], table.revision() + 1);
          transaction.begin();
          long revision = append(transaction, List.of(change));
          transaction.commit();
          return revision;
        });
  }

  private long append(FleetTransaction transaction, List<Declaration.Change> changes) {
    if (changes.isEmpty()) {
      return table.revision();
    }
    long revision = table.revision() + 1;
    changes.forEach(change -> transaction.declare(new Declaration(revision, change)));
    return revision;
  }

  /// Does it, if there is anything to do, until no other publisher and no trouble of the brokers
  /// comes in between.
  private long attempt(BooleanSupplier needed, Function<FleetTransaction, Long> publication) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        table.refresh();
        return needed.getAsBoolean() ? turn(publication) : table.revision();
      } catch (KafkaException e) {
        if (!mayPass(e) || System.nanoTime() - deadline > 0) {
          throw e;
        }
        // Another publisher was in between, or the brokers are away: its records are read next.
        LOG.atInfo().log("the fleet topic is tried again: {}", e.toString());
      }
      pause(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
  }

  private long turn(Function<FleetTransaction, Long> publication) {
    try (FleetTransaction transaction = FleetTransaction.open(settings)) {
      table.refresh();
      return publication.apply(transaction);
    }
  }

  private static boolean mayPass(KafkaException problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof AuthenticationException
          || cause instanceof AuthorizationException
          || cause instanceof RecordTooLargeException
          || cause instanceof InterruptException) {
        return false;
      }
    }
    return true;
  }

  /// Waits for a random time, so that two mutually fenced publishers do not fence each other again
  /// in step.
  private static void pause(long millis) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /// Returns the fleet declared on the topic now.
  public synchronized Fleet declared() {
    table.refresh();
    return table.fleet();
  }

  /// Returns what ended jobs left to later ones, by profile key, as on the topic now.
  public synchronized SortedMap<String, JobProfile> profiles() {
    table.refresh();
    return table.profiles();
  }

  /// Returns the workloads frozen on the topic now; `*` stands for all.
  public synchronized SortedSet<String> frozen() {
    table.refresh();
    return table.frozen();
  }

  /// Returns the instances with declarations in their files, by identity.
  public synchronized SortedMap<String, FleetSource> sources() {
    table.refresh();
    return table.sources();
  }

  /// Returns the topics with every declaration, as last written.
  synchronized List<FleetLog> logs() {
    table.refresh();
    return table.logs();
  }

  @Override
  public synchronized void close() {
    table.close();
    admin.close(Duration.ofSeconds(5));
  }
}
