package io.rheostat.topics.fleet;

import io.rheostat.topics.mapping.Decoding;
import io.rheostat.topics.mapping.TimeMapping;
import io.rheostat.topics.proto.LogProto;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Codec of the fleet topic's records beside declarations: sources and the topics declared to.
public final class FleetBookCodec {
  private FleetBookCodec() {}

  /// Returns the canonical bytes of a source.
  public static byte[] encode(FleetSource source) {
    LogProto.FleetSource.Builder builder =
        LogProto.FleetSource.newBuilder()
            .setId(source.id())
            .setName(source.name())
            .setAt(TimeMapping.encode(source.at()));
    source
        .claims()
        .forEach(
            (key, claim) ->
                builder.addClaims(
                    LogProto.FleetClaim.newBuilder()
                        .setKey(key)
                        .setContent(claim.content())
                        .addAllEarlier(claim.earlier())));
    return builder.build().toByteArray();
  }

  /// Returns the source of these bytes.
  ///
  /// @throws MalformedRecordException for broken bytes and refused values
  public static FleetSource decodeSource(byte[] bytes) {
    return Decoding.decode(
        "fleet source", LogProto.FleetSource.parser(), bytes, FleetBookCodec::source);
  }

  /// Returns the canonical bytes of the topics declared to.
  public static byte[] encode(List<FleetLog> logs) {
    LogProto.FleetLogs.Builder builder = LogProto.FleetLogs.newBuilder();
    for (FleetLog log : logs) {
      builder.addLogs(
          LogProto.FleetLog.newBuilder()
              .setTopic(log.topic())
              .setId(log.id())
              .addAllFrom(log.from()));
    }
    return builder.build().toByteArray();
  }

  /// Returns the topics of these bytes.
  ///
  /// @throws MalformedRecordException for broken bytes
  public static List<FleetLog> decodeLogs(byte[] bytes) {
    return Decoding.decode("fleet logs", LogProto.FleetLogs.parser(), bytes, FleetBookCodec::logs);
  }

  private static FleetSource source(LogProto.FleetSource source) {
    SortedMap<String, FleetSource.Claim> claims = new TreeMap<>();
    for (LogProto.FleetClaim claim : source.getClaimsList()) {
      claims.put(claim.getKey(), new FleetSource.Claim(claim.getContent(), claim.getEarlierList()));
    }
    return new FleetSource(
        source.getId(), source.getName(), TimeMapping.decode(source.getAt()), claims);
  }

  private static List<FleetLog> logs(LogProto.FleetLogs logs) {
    return logs.getLogsList().stream()
        .map(log -> new FleetLog(log.getTopic(), log.getId(), log.getFromList()))
        .toList();
  }
}
