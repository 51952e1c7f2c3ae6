using Mantle.Core.Audit;
using Mantle.Core.Authorization;
using Mantle.Iam;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Subjects;

[Operation]
sealed class ListSubjects(LastUsed lastUsed)
{
    public static Access Requires(ListRequest r, Call c) => new(Actions.ListSubjects, "*");

    /// <summary>The page, with when each subject was seen last.</summary>
    public async ValueTask<Seen> WorkAsync(ListRequest r, Call c, CancellationToken cancellation)
    {
        var page = Paging.Of<Subject>(r, c);
        var dates = new List<DateTimeOffset>();
        foreach (var subject in page.Items)
            dates.Add(await SubjectUse.LastSeenAsync(lastUsed, subject));
        return new Seen(page, dates);
    }

    public static ListSubjectsResponse Execute(ListRequest r, Call c, Seen seen) =>
        new()
        {
            Subjects =
            [
                .. seen.Page.Items.Zip(
                    seen.Dates,
                    (subject, at) =>
                        new SubjectSummary
                        {
                            SubjectId = subject.Id,
                            SubjectArn = ResourceArn.Of<Subject>(c, subject.Id),
                            X509Subject = subject.Name,
                            Enabled = subject.Enabled,
                            CreatedAt = subject.CreateDate,
                            UpdatedAt = subject.UpdateDate,
                            LastSeenAt = at,
                        }
                ),
            ],
            NextToken = seen.Page.Marker,
        };

    internal sealed record Seen(Page<Subject> Page, IReadOnlyList<DateTimeOffset> Dates);
}
