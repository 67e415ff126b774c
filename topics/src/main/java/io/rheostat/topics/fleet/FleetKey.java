package io.rheostat.topics.fleet;

import io.rheostat.model.fleet.JobProfile;
import io.rheostat.model.fleet.Pool;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.Declaration;
import io.rheostat.model.resource.Device;
import io.rheostat.topics.codec.DeclarationCodec;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/// Keys of the fleet topic, and fingerprints of the declarations under them.
public final class FleetKey {
  /// Key of the list of topics holding every declaration.
  public static final String LOGS = "logs";

  private static final String SOURCE = "source/";
  private static final String DEVICE = "device/";
  private static final String POOL = "pool/";
  private static final String WORKLOAD = "workload/";
  private static final String PROFILE = "profile/";

  private FleetKey() {}

  /// Returns the key of a change: only the newest record of a key counts.
  public static String of(Declaration.Change change) {
    return switch (change) {
      case Declaration.Change.OfDevice(Device device) -> DEVICE + device.name();
      case Declaration.Change.DeviceWithdrawn(String device) -> DEVICE + device;
      case Declaration.Change.OfPool(Pool pool) -> POOL + pool.name();
      case Declaration.Change.PoolWithdrawn(String pool) -> POOL + pool;
      case Declaration.Change.OfWorkload(Workload workload, var _) -> WORKLOAD + workload.name();
      case Declaration.Change.WorkloadWithdrawn(String workload) -> WORKLOAD + workload;
      case Declaration.Change.OfProfile(JobProfile profile) -> PROFILE + profile.name();
      case Declaration.Change.Freeze(String workload, String _) -> "freeze/" + workload;
      case Declaration.Change.Unfreeze(String workload, String _) -> "freeze/" + workload;
      case Declaration.Change.Answered answered -> "answer/" + answered.workload();
    };
  }

  /// Returns the key of a source.
  public static String ofSource(String id) {
    return SOURCE + id;
  }

  /// Returns the identity of the source under a key; empty for another key.
  static Optional<String> source(String key) {
    return key.startsWith(SOURCE) ? Optional.of(key.substring(SOURCE.length())) : Optional.empty();
  }

  /// Returns the change that withdraws the thing under a key.
  ///
  /// @throws IllegalArgumentException for a key of no device, pool, workload or profile
  public static Declaration.Change withdrawn(String key) {
    if (key.startsWith(DEVICE)) {
      return new Declaration.Change.DeviceWithdrawn(key.substring(DEVICE.length()));
    }
    if (key.startsWith(POOL)) {
      return new Declaration.Change.PoolWithdrawn(key.substring(POOL.length()));
    }
    if (key.startsWith(WORKLOAD)) {
      return new Declaration.Change.WorkloadWithdrawn(key.substring(WORKLOAD.length()));
    }
    if (key.startsWith(PROFILE)) {
      return new Declaration.Change.OfProfile(
          JobProfile.forgotten(key.substring(PROFILE.length())));
    }
    throw new IllegalArgumentException(
        "\""
            + key
            + "\" names nothing declared. Write device/NAME, pool/NAME, workload/NAME or"
            + " profile/NAME.");
  }

  /// Computes the fingerprint of a declared thing: equal declarations have equal ones, whichever
  /// revision and pool they came from.
  public static long content(Declaration.Change change) {
    Declaration.Change bare =
        change instanceof Declaration.Change.OfWorkload(Workload workload, var _)
            ? new Declaration.Change.OfWorkload(workload, Optional.empty())
            : change;
    try {
      byte[] bytes = DeclarationCodec.encode(new Declaration(1, bare));
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
