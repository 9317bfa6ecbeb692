#!/usr/bin/env escript
%%! -kernel inet_dist_use_interface {127,0,0,1} -connect_all false
%% Calls with erpc between two Erlang nodes. Prints lines of: name value unit.

main([Milliseconds]) ->
    Time = list_to_integer(Milliseconds),
    IsOwn = not has_mapper(),
    IsOwn andalso start_mapper(),
    Name = list_to_atom("bench" ++ os:getpid()),
    {ok, _} = net_kernel:start(Name, #{name_domain => shortnames}),
    {ok, Peer, Node} = peer:start_link(#{
        name => list_to_atom("peer" ++ os:getpid()),
        connection => standard_io,
        args => ["-kernel", "inet_dist_use_interface", "{127,0,0,1}"]}),
    true = net_kernel:connect_node(Node),
    latency(Node, Time),
    Durations = lists:sort(latency(Node, Time)),
    io:format("roundtrip_p50 ~.2f us~n", [lists:nth(max(1, length(Durations) div 2), Durations) / 1]),
    [begin
         rate(Node, InFlight, Time),
         io:format("calls_~w ~.1f /s~n", [InFlight, rate(Node, InFlight, Time)])
     end || InFlight <- [100, 1000]],
    [echo(Node, Label, Size, Times) || {Label, Size, Times} <- [{"1MB", 1 bsl 20, 20}, {"64MB", 64 bsl 20, 5}]],
    peer:stop(Peer),
    net_kernel:stop(),
    IsOwn andalso os:cmd("epmd -kill").

has_mapper() ->
    string:find(os:cmd("epmd -names 2>&1"), "up and running") =/= nomatch.

start_mapper() ->
    os:cmd("epmd -daemon -relaxed_command_check -address 127.0.0.1"),
    wait_for_mapper().

wait_for_mapper() ->
    has_mapper() orelse wait_for_mapper().

latency(Node, Time) ->
    latency(Node, erlang:monotonic_time(microsecond) + Time * 1000, []).

latency(Node, End, Durations) ->
    Begun = erlang:monotonic_time(nanosecond),
    2 = erpc:call(Node, erlang, '+', [1, 1]),
    Now = erlang:monotonic_time(nanosecond),
    case Now div 1000 >= End of
        true -> Durations;
        false -> latency(Node, End, [(Now - Begun) / 1000 | Durations])
    end.

rate(Node, InFlight, Time) ->
    Begun = erlang:monotonic_time(microsecond),
    End = Begun + Time * 1000,
    Callers = [spawn_monitor(fun() -> exit({done, count(Node, End, 0)}) end) || _ <- lists:seq(1, InFlight)],
    Done = lists:sum([receive {'DOWN', Reference, process, _, {done, Count}} -> Count end || {_, Reference} <- Callers]),
    Done / ((erlang:monotonic_time(microsecond) - Begun) / 1.0e6).

count(Node, End, Done) ->
    2 = erpc:call(Node, erlang, '+', [1, 1]),
    case erlang:monotonic_time(microsecond) >= End of
        true -> Done + 1;
        false -> count(Node, End, Done + 1)
    end.

echo(Node, Label, Size, Times) ->
    Bytes = binary:copy(<<7>>, Size),
    Durations = [begin
                     Begun = erlang:monotonic_time(microsecond),
                     Size = byte_size(erpc:call(Node, binary, copy, [Bytes, 1])),
                     (erlang:monotonic_time(microsecond) - Begun) / 1000
                 end || _ <- lists:seq(0, Times)],
    io:format("echo_~s ~.3f ms~n", [Label, lists:nth(length(Durations) div 2, lists:sort(Durations))]).
