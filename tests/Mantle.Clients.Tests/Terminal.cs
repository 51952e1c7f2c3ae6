using Mantle.Tests.Shared;

namespace Mantle.Clients.Tests;

/// <summary>
/// A user at a terminal: a home folder with AWS configuration, exported variables, and the unmodified <c>aws</c> command. Every <c>aws</c>
/// call gets <c>--endpoint-url</c>, because old versions do not read the endpoint from the environment.
/// </summary>
sealed class Terminal(string home, string endpoint)
{
    readonly Dictionary<string, string> variables = new()
    {
        ["HOME"] = home,
        ["AWS_DEFAULT_REGION"] = "us-east-1",
        ["AWS_PAGER"] = "",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        // Some versions print a table of changed defaults on first use otherwise.
        ["AWS_CLI_AUTO_PROMPT"] = "off",
    };

    public string Endpoint { get; set; } = endpoint;

    public string Home => home;

    public IReadOnlyDictionary<string, string> Variables => variables;

    public void Export(string name, string value) => variables[name] = value;

    public void ExportCredentials(string accessKeyId, string secretAccessKey, string? sessionToken = null)
    {
        Export("AWS_ACCESS_KEY_ID", accessKeyId);
        Export("AWS_SECRET_ACCESS_KEY", secretAccessKey);
        if (sessionToken is not null)
            Export("AWS_SESSION_TOKEN", sessionToken);
    }

    public void UnsetCredentials()
    {
        foreach (var name in new[] { "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN" })
            variables.Remove(name);
    }

    /// <summary>Runs a script in which <c>aws</c> calls this endpoint.</summary>
    public Task<(int Code, string Output, string Error)> RunAsync(string script, TimeSpan? limit = null) =>
        Shell.RunAsync(
            $"shopt -s expand_aliases; aws() {{ command aws --endpoint-url {Endpoint} \"$@\"; }}\n{script}",
            variables,
            home,
            limit
        );

    /// <summary>The output of a script that succeeds, without its last line end.</summary>
    public async Task<string> PrintsAsync(string script)
    {
        var (code, output, error) = await RunAsync(script);
        Assert.True(code == 0, $"{script}\nended with {code}: {error}");
        return output.TrimEnd('\n');
    }

    /// <summary>The standard error of a script that fails.</summary>
    public async Task<string> FailsAsync(string script)
    {
        var (code, output, error) = await RunAsync(script);
        Assert.True(code != 0, $"{script}\nsucceeded: {output}");
        return error;
    }
}
