package io.rheostat.topics.fleet;

import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.JobProfile;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.resource.Device;
import io.rheostat.topics.Clients;
import io.rheostat.topics.MalformedRecordException;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.DeclarationCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Current content of the fleet topic: the newest declaration of each thing. Not safe for use by
/// several threads.
public final class FleetTable implements AutoCloseable {
  private static final TopicPartition PARTITION = new TopicPartition(Topic.FLEET.topicName(), 0);
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<String, byte[]> consumer;
  private final SortedMap<String, Device> devices = new TreeMap<>();
  private final SortedMap<String, Pool> pools = new TreeMap<>();
  private final SortedMap<String, Workload> workloads = new TreeMap<>();
  private final SortedMap<String, JobProfile> profiles = new TreeMap<>();
  private final SortedMap<String, Frozen> freezes = new TreeMap<>();
  private final SortedMap<String, Declaration> newest = new TreeMap<>();
  private final SortedMap<String, FleetSource> sources = new TreeMap<>();
  private List<FleetLog> logs = List.of();
  private Fleet fleet = Fleet.EMPTY;
  private long revision;
  private long unreadable;

  /// A freeze still in force.
  ///
  /// @param by the requester
  /// @param since time of its publication
  public record Frozen(String by, Instant since) {}

  private FleetTable(KafkaConsumer<String, byte[]> consumer) {
    this.consumer = consumer;
  }

  /// Opens the topic at its beginning; `refresh` reads it.
  public static FleetTable open(String bootstrap) {
    return open(bootstrap, Map.of());
  }

  /// Opens the topic at its beginning with further client settings, such as TLS; they win.
  public static FleetTable open(String bootstrap, Map<String, ?> extra) {
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Clients.consumer(bootstrap, "", extra),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(PARTITION));
    consumer.seekToBeginning(List.of(PARTITION));
    return new FleetTable(consumer);
  }

  /// Reads on to the topic's present end; false when nothing new was declared.
  public boolean refresh() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(List.of(PARTITION));
    long end = ends.getOrDefault(PARTITION, 0L);
    boolean changed = false;
    if (consumer.position(PARTITION) > end) {
      // The topic was made anew: its former content is gone.
      forget();
      consumer.seekToBeginning(List.of(PARTITION));
      changed = true;
    }
    while (consumer.position(PARTITION) < end) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        changed |= read(record);
      }
    }
    if (changed) {
      fleet = new Fleet(devices, pools, workloads);
    }
    return changed;
  }

  private void forget() {
    devices.clear();
    pools.clear();
    workloads.clear();
    profiles.clear();
    freezes.clear();
    newest.clear();
    sources.clear();
    logs = List.of();
    revision = 0;
  }

  /// Reads one record. An unreadable record, or one deleted by an outside hand, declares nothing.
  private boolean read(ConsumerRecord<String, byte[]> record) {
    Optional<String> source = FleetKey.source(String.valueOf(record.key()));
    try {
      if (record.value() == null) {
        return source.isPresent() && sources.remove(source.get()) != null;
      }
      if (source.isPresent()) {
        sources.put(source.get(), FleetBookCodec.decodeSource(record.value()));
      } else if (FleetKey.LOGS.equals(record.key())) {
        logs = FleetBookCodec.decodeLogs(record.value());
      } else {
        Declaration declaration = DeclarationCodec.decode(record.value());
        apply(declaration, Instant.ofEpochMilli(record.timestamp()));
      }
      return true;
    } catch (MalformedRecordException e) {
      unreadable++;
      return false;
    }
  }

  /// Returns the number of unreadable records.
  public long unreadable() {
    return unreadable;
  }

  private void apply(Declaration declaration, Instant at) {
    revision = Math.max(revision, declaration.revision());
    newest.put(FleetKey.of(declaration.change()), declaration);
    switch (declaration.change()) {
      case Declaration.Change.OfDevice(Device device) -> devices.put(device.name(), device);
      case Declaration.Change.OfPool(Pool pool) -> pools.put(pool.name(), pool);
      case Declaration.Change.OfWorkload(Workload workload, var _) ->
          workloads.put(workload.name(), workload);
      case Declaration.Change.OfProfile(JobProfile profile) -> {
        if (profile.isForgotten()) {
          profiles.remove(profile.name());
        } else {
          profiles.put(profile.name(), profile);
        }
      }
      case Declaration.Change.WorkloadWithdrawn(String workload) -> workloads.remove(workload);
      case Declaration.Change.PoolWithdrawn(String pool) -> pools.remove(pool);
      case Declaration.Change.DeviceWithdrawn(String device) -> devices.remove(device);
      case Declaration.Change.Freeze(String workload, String by) ->
          freezes.put(workload, new Frozen(by, at));
      case Declaration.Change.Unfreeze(String workload, String _) -> freezes.remove(workload);
      case Declaration.Change.Answered _ -> {}
    }
  }

  /// Returns the key of a change on the topic: only the newest record of a key counts.
  public static String key(Declaration.Change change) {
    return FleetKey.of(change);
  }

  /// Returns the declared fleet.
  public Fleet fleet() {
    return fleet;
  }

  /// Returns what ended training jobs left to later ones, by profile key.
  public SortedMap<String, JobProfile> profiles() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(profiles));
  }

  /// Returns the newest revision read; 0 before the first.
  public long revision() {
    return revision;
  }

  /// Returns the frozen workloads; `*` stands for all.
  public SortedSet<String> frozen() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(freezes.keySet()));
  }

  /// Returns the freezes by workload; `*` stands for all.
  public SortedMap<String, Frozen> freezes() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(freezes));
  }

  /// Returns the newest declaration under a key, a withdrawal too; empty when there is none.
  public Optional<Declaration> newest(String key) {
    return Optional.ofNullable(newest.get(key));
  }

  /// Returns the changes in force: devices, pools, workloads and freezes, in the order of their
  /// keys.
  public List<Declaration.Change> standing() {
    List<Declaration.Change> standing = new ArrayList<>();
    for (Declaration declaration : newest.values()) {
      switch (declaration.change()) {
        case Declaration.Change.OfWorkload(Workload workload, var _) ->
            // A reader unaware of the move would wait for a hand-over that is long over.
            standing.add(new Declaration.Change.OfWorkload(workload, Optional.empty()));
        case Declaration.Change.OfDevice _,
            Declaration.Change.OfPool _,
            Declaration.Change.OfProfile _,
            Declaration.Change.Freeze _ ->
            standing.add(declaration.change());
        case Declaration.Change.DeviceWithdrawn _,
            Declaration.Change.PoolWithdrawn _,
            Declaration.Change.WorkloadWithdrawn _,
            Declaration.Change.Unfreeze _,
            Declaration.Change.Answered _ -> {}
      }
    }
    return standing;
  }

  /// Returns the declaring sets of files, by identity.
  public SortedMap<String, FleetSource> sources() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(sources));
  }

  /// Returns the topics holding every declaration, as of the last record about them.
  public List<FleetLog> logs() {
    return logs;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
