using System.Collections;

namespace Mantle.Cli.Workloads;

/// <summary>
/// The environment in which AWS's clients reach one server and no other: its address for every service, and neither profiles nor instance
/// metadata that could lead elsewhere.
/// </summary>
static class ClientEnvironment
{
    /// <summary>Settings of AWS's clients that say nothing about where a call goes, or who makes it.</summary>
    static readonly string[] Harmless =
    [
        "AWS_CA_BUNDLE",
        "AWS_CLI_AUTO_PROMPT",
        "AWS_CLI_FILE_ENCODING",
        "AWS_DEFAULT_OUTPUT",
        "AWS_MAX_ATTEMPTS",
        "AWS_PAGER",
        "AWS_RETRY_MODE",
    ];

    /// <summary>The variables to set, and with null those to take out.</summary>
    public static Dictionary<string, string?> Of(string endpoint, string region)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            if (variable.Key is string name && name.StartsWith("AWS_", StringComparison.Ordinal) && !Harmless.Contains(name))
                variables[name] = null;
        variables["AWS_ENDPOINT_URL"] = endpoint;
        variables["AWS_REGION"] = variables["AWS_DEFAULT_REGION"] = region;
        variables["AWS_CONFIG_FILE"] = variables["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";
        variables["AWS_EC2_METADATA_DISABLED"] = "true";
        return variables;
    }

    /// <summary>Adds credentials.</summary>
    public static Dictionary<string, string?> With(this Dictionary<string, string?> variables, SigV4.Credentials credentials)
    {
        variables["AWS_ACCESS_KEY_ID"] = credentials.AccessKeyId;
        variables["AWS_SECRET_ACCESS_KEY"] = credentials.SecretAccessKey;
        variables["AWS_SESSION_TOKEN"] = credentials.SessionToken;
        return variables;
    }

    /// <summary>Adds a role's credentials, and when they expire.</summary>
    public static Dictionary<string, string?> With(this Dictionary<string, string?> variables, RoleCredentials credentials)
    {
        variables["AWS_CREDENTIAL_EXPIRATION"] = credentials.Expiration;
        return variables.With(credentials.Keys);
    }
}
