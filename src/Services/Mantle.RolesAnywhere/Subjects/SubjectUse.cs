using System.Security.Cryptography;
using System.Text;
using Mantle.Core.Audit;
using Mantle.Core.Authorization;
using Mantle.Core.Storage;
using Mantle.RolesAnywhere.Entities;

namespace Mantle.RolesAnywhere.Subjects;

/// <summary>
/// When subjects and their certificates were seen: last uses, which are written in batches, as those of access keys are.
/// </summary>
static class SubjectUse
{
    /// <summary>
    /// The id of a subject. It follows from the name, so a session of a known certificate has nothing to write and no list to search.
    /// </summary>
    public static string IdOf(AccountId account, string region, string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{account}\n{region}\n{name}"));
        // The version and variant of a UUID with content of one's own (RFC 9562, 5.8).
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString();
    }

    public static void Note(LastUsed lastUsed, Call call, string subjectId, string fingerprint)
    {
        var use = new LastUse(call.Time, call.Service, call.Region);
        lastUsed.Note(new LastUseKey(subjectId, ""), use);
        lastUsed.Note(new LastUseKey(IdOf(subjectId, fingerprint), ""), use);
    }

    public static async ValueTask<DateTimeOffset> LastSeenAsync(LastUsed lastUsed, Subject subject) =>
        (await lastUsed.OfAsync(subject.Id))?.Time ?? subject.UpdateDate;

    public static async ValueTask<DateTimeOffset> LastSeenAsync(LastUsed lastUsed, Subject subject, SeenCertificate certificate) =>
        (await lastUsed.OfAsync(IdOf(subject.Id, certificate.Fingerprint)))?.Time ?? certificate.FirstSeen;

    static string IdOf(string subjectId, string fingerprint) => $"{subjectId}/{fingerprint}";
}
