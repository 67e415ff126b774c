package io.rheostat.streams;

import io.rheostat.core.stage.PartitionFold;
import io.rheostat.streams.store.Output;
import io.rheostat.topics.Headers;
import io.rheostat.topics.MalformedRecordException;
import io.rheostat.topics.Topic;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// The plainest host of both stages: one partition, no Kafka, nothing stored. What any other host
/// must agree with.
final class PlainHost {
  private final Side<?, ?, ?> estimate = new Side<>(StageBinding.ESTIMATE);
  private final Side<?, ?, ?> plan = new Side<>(StageBinding.PLAN);
  private final Map<Topic, List<Entry>> logs = new EnumMap<>(Topic.class);
  private final List<Sent> sent = new ArrayList<>();

  PlainHost() {
    logs.put(Topic.WORKLOAD_LOG, new ArrayList<>());
    logs.put(Topic.POOL_LOG, new ArrayList<>());
  }

  /// Steps a record and all that follows from it; returns what was written.
  List<Sent> accept(Entry entry) {
    int before = sent.size();
    Deque<Entry> pending = new ArrayDeque<>(List.of(entry));
    while (!pending.isEmpty()) {
      Entry next = pending.remove();
      List<Entry> log = log(next.topic());
      log.add(next);
      Side<?, ?, ?> side = next.topic() == Topic.WORKLOAD_LOG ? estimate : plan;
      pending.addAll(side.accept(next, log.size() - 1, sent));
    }
    return List.copyOf(sent.subList(before, sent.size()));
  }

  /// All that stands on a log, in order.
  List<Entry> log(Topic topic) {
    return logs.getOrDefault(topic, List.of());
  }

  /// All that was written, in order.
  List<Sent> sent() {
    return sent;
  }

  /// One stage.
  private static final class Side<S, E, X> {
    private final StageBinding<S, E, X> binding;
    private final PartitionFold<S, E, X> fold;

    Side(StageBinding<S, E, X> binding) {
      this.binding = binding;
      fold = new PartitionFold<>(binding.stage().get(), _ -> true);
    }

    List<Entry> accept(Entry entry, long offset, List<Sent> sent) {
      List<Entry> poolLog = new ArrayList<>();
      E event;
      try {
        event = binding.decode().apply(entry.value());
      } catch (MalformedRecordException e) {
        return poolLog;
      }
      for (X effect : fold.accept(event, Instant.ofEpochMilli(entry.timestamp()))) {
        binding
            .write()
            .apply(effect)
            .ifPresent(output -> write(output, entry, offset, sent, poolLog));
      }
      return poolLog;
    }

    private void write(
        Output output, Entry input, long offset, List<Sent> sent, List<Entry> poolLog) {
      long now = fold.now().toEpochMilli();
      RecordHeaders headers = new RecordHeaders();
      headers.add(Headers.INPUT_OFFSET, Headers.ofLong(offset));
      input
          .micros()
          .ifPresent(micros -> headers.add(Headers.RECEIVED_MICROS, Headers.ofLong(micros)));
      sent.add(Sent.of(output.topic(), output.key(), output.value(), now, headers));
      if (output.topic() == Topic.POOL_LOG) {
        poolLog.add(new Entry(Topic.POOL_LOG, output.key(), output.value(), now, input.micros()));
      }
    }
  }
}
