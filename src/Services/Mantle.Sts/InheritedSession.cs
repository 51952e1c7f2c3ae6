using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Core.Authentication;

namespace Mantle.Sts;

/// <summary>
/// The source identity and the transitive tags of the caller's session, which every session that it creates inherits. Both count as part of
/// the request for the new session (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html"/>).
/// </summary>
sealed record InheritedSession(string? SourceIdentity, ImmutableArray<Tag> Tags)
{
    static readonly InheritedSession Nothing = new(null, []);

    public static InheritedSession From(Session? session) =>
        session is null or { SourceIdentity: null, TransitiveTagKeys.IsEmpty: true }
            ? Nothing
            : new InheritedSession(
                session.SourceIdentity,
                [.. session.Tags.Where(tag => session.TransitiveTagKeys.Contains(tag.Key, StringComparer.OrdinalIgnoreCase))]
            );

    /// <summary>Whether a request asks for another source identity. Once set, a source identity cannot change.</summary>
    public bool Forbids(string? sourceIdentity) =>
        sourceIdentity is not null && SourceIdentity is not null && sourceIdentity != SourceIdentity;

    /// <summary>The tags of a request, with the inherited ones.</summary>
    public IReadOnlyList<Tag>? With(IReadOnlyList<Tag>? passed) => Tags.IsEmpty ? passed : [.. passed ?? [], .. Tags];

    /// <summary>The transitive tag keys of a request, with the inherited ones; null where there are none.</summary>
    public IReadOnlyList<string>? With(IReadOnlyList<string>? transitiveKeys) =>
        transitiveKeys is not { Count: > 0 } && Tags.IsEmpty ? null : [.. transitiveKeys ?? [], .. Tags.Select(tag => tag.Key)];
}
