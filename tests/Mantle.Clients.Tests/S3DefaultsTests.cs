using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>Unmodified S3 programs that were told an endpoint and credentials and nothing else: the rest is their default.</summary>
[Trait("speed", "slow")]
public sealed class S3DefaultsTests : S3ClientTest
{
    /// <summary>The server by name, so that buckets are names below it.</summary>
    string Named => $"http://localhost:{new Uri(server.Endpoint).Port}";

    static string Resolver => Path.Combine(Peer.Folder, "resolver");

    [Theory]
    [InlineData("%(bucket)s.localhost")]
    [InlineData("localhost")]
    public async Task S3cmd_asks_for_two_host_names(string bucketHost)
    {
        Assert.SkipUnless(Shell.Has("s3cmd"), "the s3cmd command is not installed");
        owner.Export("PYTHONPATH", Resolver);
        var port = new Uri(server.Endpoint).Port;
        // The questions of "s3cmd --configure".
        await WriteAsync(
            owner,
            ".s3cfg",
            $"""
            [default]
            host_base = localhost:{port}
            host_bucket = {bucketHost}:{port}
            use_https = False
            """
        );
        Assert.Equal(
            "hello\ns3://defaults/a/file\ns3://defaults/large\nsame\nhello\ns3://storage",
            await owner.PrintsAsync(
                """
                set -e
                echo hello > file && head -c 40000000 /dev/urandom > large
                s3cmd -q mb s3://defaults
                s3cmd -q put file s3://defaults/a/file
                s3cmd -q put large s3://defaults/large
                s3cmd -q get s3://defaults/a/file back && cat back
                s3cmd ls -r s3://defaults | awk '{print $4}'
                s3cmd -q get s3://defaults/large again && cmp large again && echo same
                s3cmd -q cp s3://defaults/a/file s3://defaults/copied
                s3cmd -q mv s3://defaults/copied s3://defaults/moved
                s3cmd -q get s3://defaults/moved - | cat
                s3cmd info s3://defaults >/dev/null && s3cmd info s3://defaults/moved >/dev/null
                mkdir tree && cp file tree && s3cmd -q sync tree/ s3://defaults/tree/
                s3cmd -q del -r -f s3://defaults
                s3cmd -q rb s3://defaults
                s3cmd ls | awk '{print $3}'
                """
            )
        );
    }

    [Theory]
    [InlineData("Other")]
    [InlineData("AWS")]
    public async Task Rclone_knows_two_kinds_of_provider(string provider)
    {
        Assert.SkipUnless(Shell.Has("rclone"), "the rclone command is not installed");
        // As AWS it calls buckets by name. Not every machine resolves those, so the server is its own proxy.
        owner.Export("HTTP_PROXY", server.Endpoint);
        Assert.Equal(
            "hello\na/one\nb\nlarge\nsame\nstorage/",
            await owner.PrintsAsync(
                $"""
                set -e
                unset AWS_CA_BUNDLE AWS_DEFAULT_REGION
                rclone config create mantle s3 provider={provider} env_auth=true endpoint={Named} >/dev/null 2>&1
                mkdir -p tree/a && echo 1 > tree/a/one && echo 2 > tree/b && head -c 210000000 /dev/zero > tree/large
                rclone mkdir mantle:defaults
                echo hello | rclone rcat mantle:defaults/note && rclone cat mantle:defaults/note
                rclone sync tree mantle:defaults/tree && rclone check tree mantle:defaults/tree 2>/dev/null
                rclone lsf -R --files-only mantle:defaults/tree | sort
                rclone move mantle:defaults/tree mantle:defaults/moved && rclone copy mantle:defaults/moved back
                diff -r tree back && echo same
                rclone purge mantle:defaults
                rclone lsf mantle:
                """
            )
        );
    }

    [Fact]
    public async Task Restic_makes_its_own_bucket()
    {
        Assert.SkipUnless(Shell.Has("restic"), "the restic command is not installed");
        owner.Export("RESTIC_PASSWORD", "password");
        owner.Export("RESTIC_REPOSITORY", $"s3:{server.Endpoint}/defaults");
        owner.Export("XDG_CACHE_HOME", Path.Combine(folder, "cache"));
        Assert.EndsWith(
            "same\n1",
            await owner.PrintsAsync(
                """
                set -e
                unset AWS_DEFAULT_REGION
                mkdir tree && head -c 20000000 /dev/urandom > tree/data && echo text > tree/text
                restic init >/dev/null && restic backup -q tree && restic backup -q tree
                restic forget -q --keep-last 1 --prune && restic check -q --read-data
                restic restore -q latest --target back && diff -r tree back/tree && echo same
                restic snapshots --json | grep -o '"short_id"' | wc -l
                """
            )
        );
    }

    [Fact]
    public async Task S3fs_mounts_a_bucket()
    {
        Assert.SkipUnless(Shell.Has("s3fs") && Shell.Has("fusermount"), "s3fs is not installed");
        Assert.SkipUnless(File.Exists("/dev/fuse"), "there is no /dev/fuse");
        await owner.PrintsAsync("aws s3 mb s3://mounted");
        var (code, _, error) = await owner.RunAsync(
            $"""
            (umask 077 && echo "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" > passwd)
            unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
            mkdir mount && s3fs mounted mount -o url={Named} -o passwd_file=$PWD/passwd
            """
        );
        Assert.SkipWhen(code != 0 && error.Contains("fuse: ", StringComparison.Ordinal), $"nothing can be mounted: {error}");
        Assert.True(code == 0, error);
        try
        {
            Assert.Equal(
                "hello\nfolder/large\nfolder/note\nsame\nhello more\n644",
                await owner.PrintsAsync(
                    """
                    set -e
                    mkdir mount/folder && echo hello > mount/folder/note && cat mount/folder/note
                    head -c 50000000 /dev/urandom > large && cp large mount/folder/large
                    (cd mount && find . -type f -printf '%P\n' | sort)
                    cmp large mount/folder/large && echo same
                    echo -n ' more' | cat <(head -c 5 mount/folder/note) - > mount/renamed
                    mv mount/renamed mount/again && cat mount/again && echo
                    chmod 644 mount/again && stat -c %a mount/again
                    rm -r mount/folder && test ! -e mount/folder/note
                    """
                )
            );
        }
        finally
        {
            await owner.RunAsync("fusermount -u mount");
        }
        Assert.Equal("again", await owner.PrintsAsync("aws s3api list-objects-v2 --bucket mounted --query 'Contents[].Key' --output text"));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task The_sdk_for_javascript_calls_buckets_by_path_at_an_address_and_by_name_at_a_name(string host)
    {
        Peer.Need();
        var node = await AssumedAsync("node");
        LiveServer.ExportSettings(node);
        node.Export("AWS_ENDPOINT_URL", $"http://{host}:{new Uri(server.Endpoint).Port}");
        node.Export("NODE_OPTIONS", $"--import {Path.Combine(Resolver, "localhost.mjs")}");
        await owner.PrintsAsync("aws s3 mb s3://closed");
        Assert.Equal("done", await node.PrintsAsync($"node '{Path.Combine(LiveServer.Scripts, "s3.mjs")}' storage closed"));
        node.Export("BUCKET", "storage");
        Assert.Equal("204 403 hello", await node.PrintsAsync($"node '{LiveServer.Scripts}/post.mjs'"));
    }
}
