using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests.Workloads;

/// <summary>
/// Two instances in network namespaces of their own reach 169.254.169.254, each with its own profile's role, and without any setting of
/// AWS's. One process serves both, and knows them by their addresses. Containers reach 169.254.170.2, and what is behind a router of an
/// instance reaches the metadata service only with a hop limit of two. Everything is in a namespace of the test, where the server's address
/// is the instances' gateway.
/// </summary>
[Trait("speed", "slow")]
public sealed class NamespaceTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("mantle-namespaces-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Two_instances_reach_the_metadata_service_at_its_own_address()
    {
        var lines = await RunAsync(Instances);
        Assert.EndsWith(":assumed-role/web/i-0web", lines[0]);
        Assert.EndsWith(":assumed-role/db/i-0db", lines[1]);
        Assert.Equal("404", lines[2]);
    }

    [Fact]
    public async Task Containers_reach_the_credentials_endpoint_at_its_own_address()
    {
        Peer.Need();
        await LiveServer.NeedBoto3Async();
        var lines = await RunAsync(Containers);
        Assert.Equal(4, lines.Length);
        Assert.EndsWith(":assumed-role/web/task", lines[0]);
        Assert.EndsWith(":assumed-role/web/task", lines[1]);
        Assert.EndsWith(":assumed-role/web/task", lines[2]);
        Assert.Equal("none", lines[3]);
    }

    [Fact]
    public async Task Behind_a_router_a_client_needs_a_hop_limit_of_two()
    {
        var lines = await RunAsync(Hops);
        Assert.Equal("none", lines[0]);
        Assert.EndsWith(":assumed-role/web/i-0far", lines[1]);
    }

    /// <summary>The lines that a script prints after the two programs of every test are set up.</summary>
    async Task<string[]> RunAsync(string script)
    {
        Assert.SkipUnless(Shell.Has("aws") && Shell.Has("unshare") && Shell.Has("ip"), "aws, unshare or ip is not installed");
        Assert.SkipUnless(
            (await Shell.RunAsync("unshare --user --map-root-user --net --mount true")).Code == 0,
            "network namespaces cannot be made here"
        );
        // The launcher builds here, where it may.
        await Shell.RunAsync($"'{Repository.Root}/mantle' version");
        await File.WriteAllTextAsync(Path.Combine(folder, "run"), Begin + "\n" + script + "\n" + End);
        var (code, output, error) = await Shell.RunAsync(
            $"unshare --user --map-root-user --net --mount --pid --fork --kill-child bash '{folder}/run' '{Repository.Root}/mantle' "
                + $"'{LiveServer.Scripts}'",
            new Dictionary<string, string>
            {
                ["HOME"] = folder,
                ["AWS_PAGER"] = "",
                ["AWS_METADATA_SERVICE_TIMEOUT"] = "20",
            },
            folder
        );
        Assert.True(code == 0, error);
        return output.TrimEnd('\n').Split('\n');
    }

    /// <summary>A server, and two roles that instances and tasks may have.</summary>
    const string Begin = """
        set -e
        mantle=$1 scripts=$2
        mount -t tmpfs none /run
        ip link set lo up
        ip address add 169.254.169.254/32 dev lo
        ip address add 169.254.170.2/32 dev lo
        echo 1 >/proc/sys/net/ipv4/ip_forward 2>/dev/null || true
        i=0
        for name in web db stranger; do
            i=$((i + 1))
            ip netns add $name
            ip link add up-$i type veth peer name eth0 netns $name
            ip address add 10.99.$i.1/24 dev up-$i
            ip link set up-$i up
            ip netns exec $name ip link set lo up
            ip netns exec $name ip address add 10.99.$i.2/24 dev eth0
            ip netns exec $name ip link set eth0 up
            ip netns exec $name ip route add default via 10.99.$i.1
        done

        "$mantle" serve --data data --listen 10.99.1.1:4700 >serve.log 2>&1 &
        until grep -q ready serve.log; do sleep 0.1; done
        (
            eval "$("$mantle" credentials --data data)"
            export AWS_DEFAULT_REGION=us-east-1
            for name in web db; do
                aws iam create-role --role-name $name --assume-role-policy-document '{"Version":"2012-10-17","Statement":[
                    {"Effect":"Allow","Principal":{"Service":["ec2.amazonaws.com","ecs-tasks.amazonaws.com"]},
                    "Action":"sts:AssumeRole"}]}' >/dev/null
                aws iam create-instance-profile --instance-profile-name $name >/dev/null
                aws iam add-role-to-instance-profile --instance-profile-name $name --role-name $name
            done
        )
        export AWS_ENDPOINT_URL=http://10.99.1.1:4700 AWS_DEFAULT_REGION=us-east-1 AWS_REGION=us-east-1 NODE_NO_WARNINGS=1
        ready() { until grep -q ready "$1"; do kill -0 $! || { cat "$1" >&2; exit 1; }; sleep 0.1; done; }
        """;

    const string Instances = """
        cat >instances.json <<'END'
        {"instances": [
          {"address": "10.99.1.2", "instanceId": "i-0web", "instanceProfile": "web"},
          {"address": "10.99.2.2", "instanceId": "i-0db", "instanceProfile": "db"}]}
        END
        "$mantle" imds --instances instances.json --data data --listen 169.254.169.254:80 >imds.log 2>&1 &
        ready imds.log
        for name in web db; do
            ip netns exec $name aws sts get-caller-identity --query Arn --output text
        done
        ip netns exec stranger curl -s -o /dev/null -w '%{http_code}\n' -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' \
            http://169.254.169.254/latest/api/token
        """;

    /// <summary>Clients have the path alone: the address is the one that they know.</summary>
    const string Containers = """
        "$mantle" container --role web --service ecs-tasks.amazonaws.com --session-name task --data data --listen 169.254.170.2:80 \
            >container.log 2>&1 &
        ready container.log
        path=/v2/credentials/$(sed -n 's|.*/v2/credentials/\([^ ]*\).*|\1|p' container.log)
        arn='s/.*"arn": *"\([^"]*\)".*/\1/p'
        in_task() { ip netns exec web env AWS_EC2_METADATA_DISABLED=true AWS_CONTAINER_CREDENTIALS_RELATIVE_URI="$1" "${@:2}"; }
        in_task $path aws sts get-caller-identity --query Arn --output text
        echo | in_task $path python3 "$scripts/who.py" | sed -n "$arn"
        echo | in_task $path node "$scripts/who.mjs" | sed -n "$arn"
        in_task ${path}x aws sts get-caller-identity >/dev/null 2>&1 || echo none
        """;

    /// <summary>
    /// The namespace <c>db</c> becomes a router, and <c>far</c> is behind it. The answer to a request for a token crosses as many hops as
    /// the limit says.
    /// </summary>
    const string Hops = """
        ip netns add far
        ip netns exec db ip link add inner type veth peer name eth0 netns far
        ip netns exec db ip address add 10.98.0.1/24 dev inner
        ip netns exec db ip link set inner up
        ip netns exec db bash -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
        ip netns exec far ip link set lo up
        ip netns exec far ip address add 10.98.0.2/24 dev eth0
        ip netns exec far ip link set eth0 up
        ip netns exec far ip route add default via 10.98.0.1
        ip route add 10.98.0.0/24 via 10.99.2.2
        for limit in 1 2; do
            echo '{"instances": [{"address": "10.98.0.2", "instanceId": "i-0far", "instanceProfile": "web", "hopLimit": '$limit'}]}' \
                >instances.json
            "$mantle" imds --instances instances.json --data data --listen 169.254.169.254:80 >imds.log 2>&1 &
            imds=$!
            ready imds.log
            ip netns exec far aws sts get-caller-identity --query Arn --output text 2>/dev/null || echo none
            kill $imds; wait $imds || true
        done
        """;

    /// <summary>What a helper registered is taken out of the register while the server is there.</summary>
    const string End = """
        for job in $(jobs -p | tac); do kill $job; wait $job; done
        """;
}
