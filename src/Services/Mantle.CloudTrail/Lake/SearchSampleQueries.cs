using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

[Operation]
static class SearchSampleQueries
{
    public static Access Requires(SearchSampleQueriesRequest r, Call c) => new(Actions.SearchSampleQueries, "*");

    public static SearchSampleQueriesResponse Execute(SearchSampleQueriesRequest r, Call c) => throw LakeResource.NotHere("Queries are");
}
