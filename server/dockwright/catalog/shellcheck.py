"""Which of ShellCheck's codes make sense for the scripts of a Dockerfile.

Sources: ShellCheck's wiki, and what ShellCheck 0.11.0 says of 12,700 Dockerfiles from public projects, read by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WIKI = "https://www.shellcheck.net/wiki"
"""Where each code has its page."""

CATEGORY = "shellcheck"
"""What the codes are called together, where settings or comments choose among rules."""

AUTO, OFF, SELECTED = "auto", "off", "selected"
"""What settings may say instead of a program's path: run the one that is installed, or none, or the one that is
installed where codes of ShellCheck's are selected by name."""

UNFIT: frozenset[int] = frozenset(
    (
        1009,  # says where the construct begins that 1072 and 1073 speak of
        1090,  # a file that is sourced lies in the image, where nobody can look
        1091,  # the same
        1128,  # a here-document's `#!` stands below our head
        2148,  # no `#!`: SHELL says which shell it is
        2291,  # blanks are repeated where continued lines are joined
        2187,  # ash is checked as dash
    )
)
"""Codes that say nothing about a script in a Dockerfile."""

QUIET: frozenset[int] = frozenset(
    (
        1007,  # `NAME= command` is how one empties a variable for a command
        1010,  # `mix do deps.get, compile`
        1075,  # `else if` on two lines of a continued RUN is one line to the shell
        1083,  # `find -exec rm \{} \;`
        1105,  # `((` opens two subshells where the shell is no bash
        2010,  # `ls | grep`: the names in an image are known to whoever builds it; the same holds for the next three
        2011,
        2038,
        2044,
        2045,
        2024,  # `sudo` in a Dockerfile is mostly run by root
        3036,  # `bashism-in-sh` says so of `echo -e`
        2027,  # "a"${b}"c" is meant
        2043,  # a loop over a list of one, which the next release makes two
        2046,  # `make -j$(nproc)`, `apt-get install $(cat packages)`: nearly always meant, or harmless
        2164,  # `semicolon-instead-of-and` says so of any command
        2091,  # a command that is put together is run
        2115,  # the variable is set three lines above
        2155,  # `export GNUPGHOME="$(mktemp -d)"`, as in all of Docker's official images
        2166,  # `[ a -a b ]` works in every shell that is called `sh`
        2174,  # `mkdir -p -m`: mostly but one folder is made
        2206,  # an array of words that are split is what was wanted
        2226,  # `ln -s FILE` links into the working directory
        2227,  # a redirection in the middle of `find` holds for what it starts as well
    )
)
"""Warnings and errors that are off by default: in a Dockerfile they are mostly meant, or make no difference."""

_ERRORS = """
1008 1017 1018 1019 1020 1021 1026 1027 1028 1029 1033 1034 1035 1036 1037 1038 1039 1040 1041 1042 1043 1044 1045
1046 1047 1048 1049 1050 1051 1052 1053 1054 1055 1056 1057 1058 1059 1060 1061 1062 1063 1064 1065 1066 1069 1070
1071 1072 1073 1074 1075 1076 1077 1080 1081 1082 1084 1085 1086 1087 1088 1089 1092 1095 1097 1099 1100 1101 1102
1103 1104 1105 1106 1108 1109 1113 1114 1115 1116 1118 1119 1120 1121 1122 1123 1124 1125 1126 1127 1128 1129 1130
1131 1133 1134 1137 1138 1139 1140 1141 1142 1143 1144 1145 1146 2037 2045 2066 2067 2068 2070 2071 2072 2073 2074
2075 2077 2078 2079 2080 2081 2082 2083 2084 2096 2104 2105 2107 2108 2109 2110 2111 2118 2122 2127 2142 2144 2145
2148 2151 2152 2157 2158 2159 2168 2170 2173 2182 2189 2199 2201 2203 2204 2208 2218 2224 2225 2239 2241 2242 2246
2255 2259 2260 2261 2264 2265 2270 2271 2272 2273 2274 2275 2276 2277 2278 2279 2280 2281 2282 2283 2284 2285 2286
2287 2289 2290 2296 2297 2298 2299 2300 2301 2304 2316 2325 2326 2328 2330 2332
"""
_INFORMATION = """
1001 1003 1009 1079 1091 1093 2009 2012 2013 2014 2015 2016 2017 2018 2019 2020 2021 2022 2023 2024 2025 2026 2028
2029 2030 2031 2032 2035 2059 2086 2094 2095 2102 2103 2117 2119 2153 2162 2185 2196 2197 2223 2230 2231 2249 2251
2263 2267 2269 2291 2295 2308 2310 2311 2312 2317 2329
"""
_STYLE = """
1135 2000 2001 2002 2003 2004 2005 2006 2007 2116 2126 2129 2143 2160 2161 2175 2181 2212 2219 2233 2234 2235 2236
2237 2243 2244 2248 2250 2268 2292 2293 2314 2315 2321 2322 2323 2331 2335
"""

LEVELS: Mapping[int, str] = MappingProxyType(
    {
        int(code): level
        for level, codes in (("error", _ERRORS), ("info", _INFORMATION), ("style", _STYLE))
        for code in codes.split()
    }
)
"""The level of each code of ShellCheck 0.11.0, in its own words; those that are not listed are warnings."""
