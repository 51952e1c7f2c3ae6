using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests.Workloads;

/// <summary>
/// Two instances in network namespaces of their own reach 169.254.169.254, each with its own profile's role, and without any setting of
/// AWS's. One process serves both, and knows them by their addresses. Everything is in a namespace of the test, where the server's address
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
        Assert.SkipUnless(Shell.Has("aws") && Shell.Has("unshare") && Shell.Has("ip"), "aws, unshare or ip is not installed");
        Assert.SkipUnless(
            (await Shell.RunAsync("unshare --user --map-root-user --net --mount true")).Code == 0,
            "network namespaces cannot be made here"
        );
        // The launcher builds here, where it may.
        await Shell.RunAsync($"'{Repository.Root}/mantle' version");
        await File.WriteAllTextAsync(Path.Combine(folder, "run"), Script);
        var (code, output, error) = await Shell.RunAsync(
            $"unshare --user --map-root-user --net --mount --pid --fork --kill-child bash '{folder}/run' '{Repository.Root}/mantle'",
            new Dictionary<string, string> { ["HOME"] = folder, ["AWS_PAGER"] = "" },
            folder
        );
        Assert.True(code == 0, error);
        var lines = output.TrimEnd('\n').Split('\n');
        Assert.EndsWith(":assumed-role/web/i-0web", lines[0]);
        Assert.EndsWith(":assumed-role/db/i-0db", lines[1]);
        Assert.Equal("404", lines[2]);
    }

    const string Script = """
        set -e
        mantle=$1
        mount -t tmpfs none /run
        ip link set lo up
        ip address add 169.254.169.254/32 dev lo
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
                    {"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}' >/dev/null
                aws iam create-instance-profile --instance-profile-name $name >/dev/null
                aws iam add-role-to-instance-profile --instance-profile-name $name --role-name $name
            done
        )
        cat >instances.json <<'END'
        {"instances": [
          {"address": "10.99.1.2", "instanceId": "i-0web", "instanceProfile": "web"},
          {"address": "10.99.2.2", "instanceId": "i-0db", "instanceProfile": "db"}]}
        END
        "$mantle" imds --instances instances.json --data data --listen 169.254.169.254:80 >imds.log 2>&1 &
        until grep -q ready imds.log; do kill -0 $! || { cat imds.log >&2; exit 1; }; sleep 0.1; done

        for name in web db; do
            ip netns exec $name env AWS_ENDPOINT_URL=http://10.99.1.1:4700 AWS_DEFAULT_REGION=us-east-1 \
                aws sts get-caller-identity --query Arn --output text
        done
        ip netns exec stranger curl -s -o /dev/null -w '%{http_code}\n' -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' \
            http://169.254.169.254/latest/api/token
        # The instances are taken out of the register while the server is there.
        kill %2; wait %2
        kill %1; wait %1
        """;
}
