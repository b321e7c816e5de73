/** GraphiQL fills the element it is given; that is the whole window here. */
export const STYLE = `body {
  margin: 0;
}

#graphiql {
  height: 100dvh;
}
`;

/** The picture in the browser's tab: a wind rose's needle, pointing north. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
  <circle cx="16" cy="16" r="15" fill="#1f3a5f"/>
  <path d="M16 3l5 13h-10z" fill="#fff"/>
  <path d="M16 29l-5-13h10z" fill="#7f9cc0"/>
</svg>
`;
