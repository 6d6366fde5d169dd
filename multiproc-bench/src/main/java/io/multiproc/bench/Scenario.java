package io.multiproc.bench;

import java.util.Map;

/**
 * One row and those who compete in it.
 *
 * @param peers what a Java user would pick instead, by name
 * @param pythonPeers other ways of CPython to do the work: name in the report to id of its measurement
 */
record Scenario(Spec spec, Side.Opener ours, Map<String, Side.Opener> peers, Map<String, String> pythonPeers) {}
