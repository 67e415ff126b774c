package io.rheostat.app.service;

import io.rheostat.actuator.shell.CommandListener;
import io.rheostat.actuator.shell.Pace;
import io.rheostat.streams.Delivery;
import io.rheostat.streams.Progress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// Settings of a service.
///
/// @param bootstrap the brokers
/// @param logPartitions partitions of each log, fixed when they are created
/// @param replication copies of each topic, or [io.rheostat.topics.Topics#BROKERS_REPLICATION]
/// @param roles the parts to run here
/// @param delivery effect of a crash on records between the stages
/// @param clock the one clock
/// @param data folder for local files
/// @param pageAddress listening address of the page
/// @param ingestAddress listening address of ingest
/// @param clusters addresses of simulated clusters by name
/// @param pace pace of its loops
/// @param commandListener listener for each command as it is read
/// @param progress listener for the progress of the stages
/// @param clientSettings further settings of Kafka clients, such as TLS and SASL
public record ServiceSettings(
    String bootstrap,
    int logPartitions,
    short replication,
    Set<Role> roles,
    Delivery delivery,
    Clock clock,
    Path data,
    InetSocketAddress pageAddress,
    InetSocketAddress ingestAddress,
    Map<String, URI> clusters,
    Pace pace,
    CommandListener commandListener,
    Progress progress,
    Map<String, String> clientSettings) {}
