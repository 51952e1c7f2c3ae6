namespace Mantle.SigV4;

/// <summary>The Credential component: <c>accessKeyId/date/region/service/aws4_request</c>.</summary>
readonly record struct Credential(string AccessKeyId, CredentialScope Scope, string Terminator)
{
    /// <summary>Parses a credential; null if it does not have five parts.</summary>
    public static Credential? Of(ReadOnlySpan<char> text)
    {
        Span<Range> parts = stackalloc Range[6];
        return text.Split(parts, '/') == 5
            ? new Credential(
                RecentStrings.AccessKeyIds.Get(text[parts[0]]),
                new(
                    RecentStrings.Scopes.Get(text[parts[1]]),
                    RecentStrings.Scopes.Get(text[parts[2]]),
                    RecentStrings.Scopes.Get(text[parts[3]])
                ),
                text[parts[4]] is CredentialScope.Terminator ? CredentialScope.Terminator : text[parts[4]].ToString()
            )
            : null;
    }

    /// <summary>Whether the access key id is not empty.</summary>
    public bool NamesKey => AccessKeyId.Length > 0;

    /// <summary>The rules of its service.</summary>
    public SigningProfile Profile => SigningProfile.For(Scope.Service);
}
