using System.Security.Cryptography;
using System.Text;
using Mantle.Policy;

namespace Mantle.Core.Explanations;

/// <summary>A policy as it was when a call was denied.</summary>
public sealed record RecordedPolicy
{
    /// <summary>A managed policy's ARN, or an inline policy's name.</summary>
    public required string Id { get; init; }

    public PolicySourceType Type { get; init; }

    public required PolicyLayer Layer { get; init; }

    /// <summary>ARNs of what it is attached to: one, but for control policies that are attached at several levels.</summary>
    public required IReadOnlyList<string> AttachedTo { get; init; }

    /// <summary>Whether it has no ARN of its own.</summary>
    public bool IsInline { get; init; }

    /// <summary>Whether nobody wrote it: it stands for grants of another form, such as an ACL.</summary>
    public bool IsDerived { get; init; }

    /// <summary>Where the store has its text.</summary>
    public string TextHash { get; init; } = "";

    /// <summary>The unique ids that its principals were bound to; null if they were not.</summary>
    public IReadOnlyDictionary<string, string>? PrincipalIds { get; init; }

    /// <summary>The hash of a document, in hexadecimal digits.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Its document.</summary>
    [JsonIgnore]
    public string Text { get; init; } = "";

    /// <summary>Its name in AWS's answers: the ARN, or for an inline policy an opaque id.</summary>
    [JsonIgnore]
    public string Uri => IsInline ? $"inline:{TextHash[..16]}:{Layer}:{Id}" : Id;

    /// <summary>Whether nobody can edit it.</summary>
    [JsonIgnore]
    public bool IsOfAws =>
        Id.StartsWith("arn:aws:iam::aws:", StringComparison.Ordinal) || Id.Contains("::aws:policy/", StringComparison.Ordinal);
}
